import { Duplicates } from "../../importing/duplicates";
import type { Target } from "../../importing/import-rows";
import type { Result } from "../../importing/journal";
import { keyedQueue } from "../../importing/keyed-queue";
import type { Imported, OperatorLegacyUsers } from "../../stores/operator-legacy-users";
import type { CheckedRow } from "../checked-row";
import type { LegacyCount, Remark } from "./counts";

type LegacyTarget = Target<CheckedRow, LegacyCount>;
type ReadRow = LegacyTarget["read"];

const AT_ONCE = 32;

/** Writes many rows at once. Of several rows with the same login, the first one of the file counts. */
export function tableTarget(
  read: ReadRow,
  legacyUsers: Pick<OperatorLegacyUsers, "import">,
  run: string,
  overwrites: boolean,
): LegacyTarget {
  const queue = keyedQueue();
  return {
    atOnce: AT_ONCE,
    read,
    put: async (checked, line) => {
      const { row } = checked;
      const from = { run, line, overwrites };
      return resultOf(await queue(row.login, () => legacyUsers.import(row, from)), checked);
    },
    corrections: () => [],
    close: () => {},
  };
}

/** Accepts every row and writes none. */
export function dryTarget(read: ReadRow): LegacyTarget {
  const duplicates = new Duplicates();
  return {
    atOnce: AT_ONCE,
    read,
    async put(checked, line) {
      duplicates.add(checked.row.login, line, REMARKS.indexOf(remarkOn(checked)));
      return { counts: ["imported", ...remarksOn(checked)] };
    },
    *corrections() {
      for (const { line, earlier, note } of duplicates.found()) {
        const remark = REMARKS[note];
        yield {
          line,
          before: ["imported", ...(remark === undefined ? [] : [remark])],
          counts: ["duplicate"],
          reason: repeats(earlier),
        };
      }
    },
    close: () => duplicates.close(),
  };
}

const REMARKS: readonly (Remark | undefined)[] = [undefined, "withoutHash", "tooCostly"];

function remarkOn({ row, exceeded }: CheckedRow): Remark | undefined {
  if (row.hash === undefined) return "withoutHash";
  return exceeded.length > 0 ? "tooCostly" : undefined;
}

function remarksOn(checked: CheckedRow): readonly LegacyCount[] {
  const remark = remarkOn(checked);
  return remark === undefined ? [] : [remark, ...checked.exceeded];
}

function resultOf(imported: Imported, checked: CheckedRow): Result<LegacyCount> {
  switch (imported.kind) {
    case "duplicate":
      return { counts: ["duplicate"], reason: repeats(imported.earlier) };
    case "in-table":
      return { counts: ["inTable"], reason: "the login is in the table already" };
    default:
      return { counts: [imported.kind, ...remarksOn(checked)] };
  }
}

const repeats = (line: number): string => `the login is that of line ${line}`;
