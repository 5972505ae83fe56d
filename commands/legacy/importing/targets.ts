import type { Imported, OperatorLegacyUsers } from "../../stores/operator-legacy-users";
import type { LegacyRow } from "../legacy-row";
import { Duplicates } from "./duplicates";
import type { Remark } from "./journal";

/** A line that was accepted, and repeats an earlier one. */
interface Repetition {
  readonly line: number;
  readonly earlier: number;
  readonly remark: Remark | undefined;
}

/** Where rows are written. */
export interface Target {
  put(row: LegacyRow, line: number, remark: Remark | undefined): Promise<Imported>;
  /** Asked for at the end: a target that writes nothing finds repeated logins only then. */
  repeated(): Iterable<Repetition>;
  close(): void;
}

/** Of several rows with one login, the first of the file is written, although many are written at once. */
export function tableTarget(
  legacyUsers: Pick<OperatorLegacyUsers, "import">,
  run: string,
  overwrites: boolean,
): Target {
  const queue = keyedQueue();
  return {
    put: (row, line) => queue(row.login, () => legacyUsers.import(row, { run, line, overwrites })),
    repeated: () => [],
    close: () => {},
  };
}

/** Accepts every row and writes none. */
export function dryTarget(): Target {
  const duplicates = new Duplicates();
  return {
    async put({ login }, line, remark) {
      duplicates.add(login, line, REMARKS.indexOf(remark));
      return { kind: "imported" };
    },
    *repeated() {
      for (const { line, earlier, note } of duplicates.found())
        yield { line, earlier, remark: REMARKS[note] };
    },
    close: () => duplicates.close(),
  };
}

const REMARKS: readonly (Remark | undefined)[] = [undefined, "withoutHash", "tooCostly"];

/** Runs work with the same key one after another, and everything else at once. */
function keyedQueue() {
  const tails = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const result = (tails.get(key) ?? Promise.resolve()).then(work);
    const tail = result
      .catch(() => {})
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return result;
  };
}
