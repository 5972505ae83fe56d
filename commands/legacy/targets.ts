import type { Imported, OperatorLegacyUsers } from "../stores/operator-legacy-users";
import { Duplicates } from "./duplicates";
import type { Remark } from "./journal";
import { byTurns } from "./keyed-queue";
import type { LegacyRow } from "./legacy-row";

/** A line that was taken, and turns out to repeat an earlier one once all are known. */
interface Repeated {
  readonly line: number;
  readonly earlier: number;
  readonly remark: Remark | undefined;
}

/** Where rows go to. */
export interface Target {
  put(row: LegacyRow, line: number, remark: Remark | undefined): Promise<Imported>;
  repeated(): Iterable<Repeated>;
  close(): void;
}

/** Of several rows with one login the first of the file is written, although many are on their way at once. */
export function tableTarget(
  legacyUsers: Pick<OperatorLegacyUsers, "import">,
  run: string,
  overwrites: boolean,
): Target {
  const inTurn = byTurns();
  return {
    put: (row, line) => inTurn(row.login, () => legacyUsers.import(row, { run, line, overwrites })),
    repeated: () => [],
    close: () => {},
  };
}

/** Takes every row and keeps none. */
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
