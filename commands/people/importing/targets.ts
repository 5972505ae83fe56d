import { ROLES } from "../../../shared/tenants/role";
import type { CommandDependencies } from "../../cli/command";
import { Duplicates } from "../../importing/duplicates";
import type { Target } from "../../importing/import-rows";
import { keyedQueue } from "../../importing/keyed-queue";
import type { Pace } from "../../importing/pace";
import { retryThrottled } from "../../stores/retry-throttled";
import type { PeopleCount } from "./counts";
import { findUser } from "./found-user";
import { decideImport, importPerson, type PersonImportPorts, type WantedMember } from "./import-person";
import { readPersonRow } from "./person-row";
import type { PoolDirectory } from "./pool-directory";

type Checked = WantedMember | { readonly reason: string };
type PeopleTarget = Target<Checked, PeopleCount>;

/** Enough that questions about many rows go together. */
const AT_ONCE = 128;

interface PeopleImport {
  readonly pool: PoolDirectory;
  readonly ports: PersonImportPorts;
  readonly pace: Pace;
  readonly context: CommandDependencies["context"];
}

/** Rows of one person are written one after another, those of others at once. */
export function tableTarget({ pool, ports, pace, context }: PeopleImport): PeopleTarget {
  const queue = keyedQueue();
  return {
    atOnce: AT_ONCE,
    read: (fields) => wantedMember(pool, fields),
    async put(wanted) {
      if ("reason" in wanted) return { counts: ["notFound"], reason: wanted.reason };
      await pace.turn();
      const imported = await queue(wanted.identity.sub, () =>
        retryThrottled(
          () => importPerson(ports, wanted, context()),
          () => pace.slowDown(),
        ),
      );
      return imported.kind === "refused"
        ? { counts: ["refused"], reason: imported.reason }
        : { counts: [imported.kind] };
    },
    corrections: () => [],
    close: () => pool.close(),
  };
}

/** Decides as the import does, and writes nothing. */
export function dryTarget({ pool, ports, pace, context }: PeopleImport): PeopleTarget {
  const duplicates = new Duplicates();
  return {
    atOnce: AT_ONCE,
    read: (fields) => wantedMember(pool, fields),
    async put(wanted, line) {
      if ("reason" in wanted) return { counts: ["notFound"], reason: wanted.reason };
      await pace.turn();
      const decision = await retryThrottled(
        () => decideImport(ports, wanted, context()),
        () => pace.slowDown(),
      );
      if (decision.kind === "refused") return { counts: ["refused"], reason: decision.reason };
      if (decision.kind === "there") return { counts: ["there"] };
      duplicates.add(`${wanted.identity.sub}#${wanted.tenantId}`, line, ROLES.indexOf(decision.role));
      return { counts: ["imported"] };
    },
    *corrections() {
      for (const { line, note, earlier, earlierNote } of duplicates.found())
        yield note === earlierNote
          ? { line, before: ["imported"], counts: ["there"] }
          : {
              line,
              before: ["imported"],
              counts: ["refused"],
              reason: `line ${earlier} makes the person a member of the tenant in another role`,
            };
    },
    close() {
      duplicates.close();
      pool.close();
    },
  };
}

function wantedMember(pool: PoolDirectory, fields: Parameters<typeof readPersonRow>[0]): Checked {
  const row = readPersonRow(fields);
  const found = findUser(pool, row);
  return "reason" in found ? found : { ...found, tenantId: row.tenantId, role: row.role };
}
