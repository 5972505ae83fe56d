import type { RowFields } from "./row";

/** Says why a row cannot be imported, and quotes nothing of it. */
export class RowError extends Error {
  override readonly name = "RowError";
}

/** A name to print. In a damaged file, a header or key can be anything, even a secret, so unusual names are not quoted. */
export const printableName = (name: string, otherwise: string): string =>
  /^[\w:.-]{1,40}$/.test(name) ? name : otherwise;

/** A field that may be empty or missing. */
export function text(fields: RowFields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new RowError(`${printableName(name, "a field")} is not text`);
  return value;
}
