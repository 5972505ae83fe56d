import type { Imported, OperatorLegacyUsers } from "../stores/operator-legacy-users";
import { byTurns } from "./by-turns";
import { Duplicates } from "./duplicates";
import type { LegacyRow } from "./legacy-row";

/** Where rows go to. */
export interface Target {
  put(row: LegacyRow, line: number): Promise<Imported>;
  /** Lines that were taken, and turn out to repeat an earlier one once all are known. */
  repeated(): Iterable<{ readonly line: number; readonly earlier: number }>;
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
    async put({ login }, line) {
      duplicates.add(login, line);
      return { kind: "imported" };
    },
    repeated: () => duplicates.found(),
    close: () => duplicates.delete(),
  };
}
