import { type CustomAttributes, mapAttributes } from "../../functions/user-migration/attributes";
import { readEmail } from "../../shared/email";
import { readLegacyUser, type StoredPassword } from "../../shared/legacy-users/legacy-user";
import { isDate } from "../../shared/legacy-users/mapping";
import type { Fields } from "./rows";

/** A user as the LegacyUsers table holds them; readLegacyUser reads it again. */
export interface LegacyRow {
  readonly login: string;
  /** Without one, a forgotten password still brings them over, and nobody else can take their address. */
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

/** Why a row cannot be imported, without a word of what stands in it. */
export class RowError extends Error {
  override readonly name = "RowError";
}

/** Reads a row of which the migration can use everything; what its hash is made of is for others to see. */
export function readLegacyRow(fields: Fields, customAttributes: CustomAttributes): LegacyRow {
  const email = readEmail(fields.login);
  if (email === undefined) throw new RowError("the login is not an e-mail address in ASCII");
  const row: LegacyRow = {
    login: email.address,
    ...readHash(fields),
    legacyId: idIn(fields),
    ...readStanding(fields),
    role: text(fields, "role"),
    attributes: group(fields, "attributes.", text),
  };
  refuseWhatWouldBeDropped(row, customAttributes);
  return row;
}

export const readHash = (fields: Fields): Pick<LegacyRow, "hash" | "scheme" | "salt" | "parameters"> => ({
  hash: text(fields, "hash"),
  scheme: text(fields, "scheme"),
  salt: text(fields, "salt"),
  parameters: group(fields, "parameters.", textOrNumber),
});

/** What decides, besides the password, whether somebody moves over and belongs to a tenant then. */
export const readStanding = (fields: Fields): Pick<LegacyRow, "emailVerified" | "disabled" | "tenantId"> => ({
  emailVerified: isVerified(fields),
  disabled: isDisabled(fields),
  tenantId: text(fields, "tenantId"),
});

/** The hash of an item of the table, and what belongs to it, as the migration reads it. */
export function storedIn(item: Readonly<Record<string, unknown>>): StoredPassword {
  const { password } = readLegacyUser("", item);
  if (password.kind !== "stored") throw new Error("the table holds hashes");
  return password.stored;
}

/** The migration leaves out what the pool does not take, and goes on. Here there is still time to correct it. */
function refuseWhatWouldBeDropped(row: LegacyRow, customAttributes: CustomAttributes): void {
  const user = readLegacyUser(row.login, { ...row });
  const { dropped } = mapAttributes(user, { email: row.login, emailVerified: false }, customAttributes);
  const [name] = dropped;
  if (name === "tenantId") throw new RowError("the tenantId is not an id of tenants");
  if (name === "role") throw new RowError("the role is not one of ours, or there is no tenantId beside it");
  if (name !== undefined)
    throw new RowError(
      `the pool does not take the attribute ${nameable(name, "with this name")}, or not this value of it`,
    );
}

/** A name comes from a header or a key, which in a file gone wrong can be anything. */
const nameable = (name: string, otherwise: string): string =>
  /^[\w:.-]{1,40}$/.test(name) ? name : otherwise;

/** As long as the pool lets `custom:legacy_id` be. */
const ID = /^[^\0]{1,256}$/s;

function idIn(fields: Fields): string | undefined {
  const value = textOrNumber(fields, "legacyId");
  if (value === undefined) return undefined;
  const id = String(value);
  if (!ID.test(id)) throw new RowError("the legacyId is longer than 256 characters or has a NUL in it");
  return id;
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new RowError(`${nameable(name, "a field")} is not a text`);
  return value;
}

const textOrNumber = (fields: Fields, name: string): string | number | undefined => {
  const value = fields[name];
  return Number.isSafeInteger(value) ? (value as number) : text(fields, name);
};

function isDisabled(fields: Fields): boolean | undefined {
  const [disabled, enabled] = [yesOrNo(fields, "disabled"), yesOrNo(fields, "enabled")];
  if (disabled !== undefined && enabled !== undefined)
    throw new RowError("there is both disabled and enabled");
  return enabled === undefined ? disabled : !enabled;
}

/** Nothing in the column, or the date when it became so, is an answer here. */
function isVerified(fields: Fields): boolean | undefined {
  const { emailVerified } = fields;
  if (emailVerified === "" || emailVerified === null) return false;
  return isDate(emailVerified) || yesOrNo(fields, "emailVerified");
}

const YES: readonly unknown[] = [true, 1, "true", "1", "yes", "t", "y"];
const NO: readonly unknown[] = [false, 0, "false", "0", "no", "f", "n"];

/** A column that is there says yes or no; nothing in it is neither, for it must not be guessed who is disabled. */
function yesOrNo(fields: Fields, name: string): boolean | undefined {
  if (!Object.hasOwn(fields, name)) return undefined;
  const value = fields[name];
  const word = typeof value === "string" ? value.toLowerCase() : value;
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw new RowError(`${name} is neither true, t, 1, yes or y, nor false, f, 0, no or n`);
}

/** What stands in the columns that begin with this, by the rest of their names. */
function group<Value>(
  fields: Fields,
  prefix: string,
  read: (fields: Fields, name: string) => Value | undefined,
): Readonly<Record<string, Value>> | undefined {
  const entries = Object.keys(fields)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), read(fields, name)] as const)
    .filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
