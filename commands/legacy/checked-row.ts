import { readCustomAttributes } from "../../functions/user-migration/attributes";
import { customAttributes } from "../../infra/attributes";
import type { CeilingName } from "../../shared/passwords";
import { RowError } from "../rows/fields";
import type { RowFields } from "../rows/row";
import { type Finding, findingOf, type PasswordRules } from "./hash-finding";
import { type LegacyRow, readLegacyRow, storedPasswordOf } from "./legacy-row";

const CUSTOM_ATTRIBUTES = readCustomAttributes(customAttributes);

/** A row that can be imported. */
export interface CheckedRow {
  readonly row: LegacyRow;
  /** The ceilings that its hash exceeds. They can be raised after the import. */
  readonly exceeded: readonly CeilingName[];
}

/**
 * Checks a row. It may have no hash, but a hash must be one that the migration can verify.
 *
 * @param scheme of hashes whose row names none; it is kept in the row, so that the table needs no parameter to be read
 */
export function readCheckedRow(
  fields: RowFields,
  scheme: string | undefined,
  rules: PasswordRules,
): CheckedRow {
  const read = readLegacyRow(fields, CUSTOM_ATTRIBUTES);
  const row = { ...read, scheme: read.scheme ?? scheme };
  const finding = findingOf(storedPasswordOf(row), rules);
  const problem = problemOf(finding);
  if (problem !== undefined) throw new RowError(problem);
  return { row, exceeded: finding.kind === "too-costly" ? finding.exceeded : [] };
}

function problemOf(finding: Finding): string | undefined {
  switch (finding.kind) {
    case "no-scheme":
      return "the hash does not say of which scheme it is, and none is given";
    case "unknown-scheme":
      return "the scheme is not known";
    case "unsupported":
      return `the hash is not supported: ${finding.looks}`;
    case "damaged":
      return `the hash begins like one of ${finding.format}, and is damaged or of a variant that is not supported`;
    case "malformed":
      return `the hash, or a parameter of it, is not one of ${finding.format}`;
    case "switched-off":
      return `${finding.format} is not switched on by legacyPasswords.allow`;
    case "supported":
    case "too-costly":
    case "no-hash":
      return undefined;
  }
}
