import { type CustomAttributes, mapAttributes } from "../../functions/user-migration/attributes";
import { readEmail } from "../../shared/email";
import { readLegacyUser, type StoredPassword } from "../../shared/legacy-users/legacy-user";
import { isDate } from "../../shared/legacy-users/mapping";
import { printableName, RowError, text } from "../rows/fields";
import type { RowFields } from "../rows/row";

/** A row of the LegacyUsers table; readLegacyUser reads it. */
export interface LegacyRow {
  readonly login: string;
  /** A user without a hash can still move over by a password reset, and nobody else can take their address. */
  readonly hash?: string | undefined;
  readonly scheme?: string | undefined;
  readonly salt?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
  readonly legacyId?: string | undefined;
  readonly emailVerified?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly tenantId?: string | undefined;
  readonly role?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Reads a row, and refuses one of which the migration would drop a part. Its hash is checked elsewhere. */
export function readLegacyRow(fields: RowFields, customAttributes: CustomAttributes): LegacyRow {
  const email = readEmail(fields.login);
  if (email === undefined) throw new RowError("the login is not an e-mail address in ASCII");
  const row: LegacyRow = {
    login: email.address,
    ...readHash(fields),
    legacyId: idIn(fields),
    ...readAccount(fields),
    role: text(fields, "role"),
    attributes: group(fields, "attributes.", text),
  };
  refuseWhatWouldBeDropped(row, customAttributes);
  return row;
}

export const readHash = (fields: RowFields): Pick<LegacyRow, "hash" | "scheme" | "salt" | "parameters"> => ({
  hash: text(fields, "hash"),
  scheme: text(fields, "scheme"),
  salt: text(fields, "salt"),
  parameters: group(fields, "parameters.", textOrNumber),
});

/** The fields that decide, besides the password, whether the user moves over and which tenant they then belong to. */
export const readAccount = (
  fields: RowFields,
): Pick<LegacyRow, "emailVerified" | "disabled" | "tenantId"> => ({
  emailVerified: isVerified(fields),
  disabled: isDisabled(fields),
  tenantId: text(fields, "tenantId"),
});

/** The hash of an item of the table, with scheme, salt and parameters, as the migration reads it. */
export function storedPasswordOf(item: Readonly<Record<string, unknown>>): StoredPassword {
  const { password } = readLegacyUser("", item);
  if (password.kind !== "stored") throw new Error("the item has no stored password");
  return password.stored;
}

/** The migration drops what the pool does not take. Before the import it can still be corrected. */
function refuseWhatWouldBeDropped(row: LegacyRow, customAttributes: CustomAttributes): void {
  const user = readLegacyUser(row.login, { ...row });
  const { dropped } = mapAttributes(user, { email: row.login, emailVerified: false }, customAttributes);
  const [name] = dropped;
  if (name === "tenantId") throw new RowError("the tenantId cannot be the id of a tenant");
  if (name === "role") throw new RowError("the role is unknown, or there is no tenantId with it");
  if (name !== undefined)
    throw new RowError(
      `the pool does not accept the attribute ${printableName(name, "with this name")}, or its value`,
    );
}

/** The limit of `custom:legacy_id` in the pool. */
const ID = /^[^\0]{1,256}$/s;

function idIn(fields: RowFields): string | undefined {
  const value = textOrNumber(fields, "legacyId");
  if (value === undefined) return undefined;
  const id = String(value);
  if (!ID.test(id)) throw new RowError("the legacyId is longer than 256 characters or contains a NUL");
  return id;
}

const textOrNumber = (fields: RowFields, name: string): string | number | undefined => {
  const value = fields[name];
  return Number.isSafeInteger(value) ? (value as number) : text(fields, name);
};

function isDisabled(fields: RowFields): boolean | undefined {
  const [disabled, enabled] = [yesOrNo(fields, "disabled"), yesOrNo(fields, "enabled")];
  if (disabled !== undefined && enabled !== undefined) throw new RowError("it has both disabled and enabled");
  return enabled === undefined ? disabled : !enabled;
}

/** An empty value means no, and a date means yes: the date on which the address was verified. */
function isVerified(fields: RowFields): boolean | undefined {
  const { emailVerified } = fields;
  if (emailVerified === "" || emailVerified === null) return false;
  return isDate(emailVerified) || yesOrNo(fields, "emailVerified");
}

const YES: readonly unknown[] = [true, 1, "true", "1", "yes", "t", "y"];
const NO: readonly unknown[] = [false, 0, "false", "0", "no", "f", "n"];

/** A column must say yes or no. An empty value is refused, because a guess could enable a disabled user. */
function yesOrNo(fields: RowFields, name: string): boolean | undefined {
  if (!Object.hasOwn(fields, name)) return undefined;
  const value = fields[name];
  const word = typeof value === "string" ? value.toLowerCase() : value;
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw new RowError(`${name} is neither true, t, 1, yes or y, nor false, f, 0, no or n`);
}

/** The values of the columns with this prefix, by the rest of their names. */
function group<Value>(
  fields: RowFields,
  prefix: string,
  read: (fields: RowFields, name: string) => Value | undefined,
): Readonly<Record<string, Value>> | undefined {
  const entries = Object.keys(fields)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), read(fields, name)] as const)
    .filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
