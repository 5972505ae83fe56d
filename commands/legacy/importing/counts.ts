import { CEILINGS, type CeilingName } from "../../../shared/passwords";

/** A remark on a row that is imported. */
export type Remark = "withoutHash" | "tooCostly";

/** What a row of old users counts as. A row that is too costly also counts for each ceiling that it exceeds. */
export type LegacyCount =
  | "imported"
  /** Imported over a row of an earlier import. */
  | "replaced"
  | "inTable"
  | "duplicate"
  | "malformed"
  | Remark
  | CeilingName;

const CEILING_NAMES = Object.keys(CEILINGS) as readonly CeilingName[];

export const LEGACY_COUNTS: readonly LegacyCount[] = [
  "imported",
  "replaced",
  "inTable",
  "duplicate",
  "malformed",
  "withoutHash",
  "tooCostly",
  ...CEILING_NAMES,
];

export const failuresIn = (counts: Readonly<Record<LegacyCount, number>>): number =>
  counts.malformed + counts.duplicate + counts.inTable;

export const exceededIn = (counts: Readonly<Record<LegacyCount, number>>): readonly CeilingName[] =>
  CEILING_NAMES.filter((name) => counts[name] > 0);
