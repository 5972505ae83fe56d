import { invalidParameter, notAuthorized } from "./errors";
import type { AttributeSettings, ClientSettings, PoolSettings } from "./settings";

export type Attributes = Readonly<Record<string, string>>;

/** What only the service itself sets. */
const OF_THE_SERVICE = new Set(["sub", "identities", "cognito:user_status"]);
const VERIFICATIONS = new Set(["email_verified", "phone_number_verified"]);

/** Reads the API's list of names and values. */
export function readAttributes(list: unknown): Attributes {
  if (list === undefined || list === null) return {};
  if (!Array.isArray(list)) throw invalidParameter("UserAttributes is not a list");
  const attributes: Record<string, string> = Object.create(null);
  for (const entry of list) {
    const { Name, Value } = (entry ?? {}) as { Name?: unknown; Value?: unknown };
    if (typeof Name !== "string" || Name === "" || Name.length > 32)
      throw invalidParameter(
        "1 validation error detected: Value at 'userAttributes.member.name' failed to satisfy constraint: Member must have length less than or equal to 32",
      );
    if (Value !== undefined && typeof Value !== "string")
      throw invalidParameter("Attribute value is not a string");
    attributes[Name] = Value ?? "";
  }
  return { ...attributes };
}

export const listAttributes = (attributes: Attributes) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** Values as the schema allows them. */
export function checkSchema(attributes: Attributes, { schema }: PoolSettings): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (OF_THE_SERVICE.has(name))
      throw invalidParameter(`Attribute ${name} cannot be set: it is set by the service.`);
    if (VERIFICATIONS.has(name)) {
      if (value !== "true" && value !== "false" && value !== "")
        throw invalidParameter(`Invalid value for attribute ${name}.`);
      continue;
    }
    const attribute = schema.find((candidate) => candidate.name === name);
    if (attribute === undefined)
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
      );
    checkValue(attribute, value);
  }
}

function checkValue({ name, type, minLength, maxLength }: AttributeSettings, value: string): void {
  const complain = (what: string) =>
    invalidParameter(`Attributes did not conform to the schema: ${name}: ${what}\n`);
  if (value === "") return;
  if (type === "String" && value.length < minLength)
    throw complain(`String must be no shorter than ${minLength} characters`);
  if (type === "String" && value.length > maxLength)
    throw complain(`String must be no longer than ${maxLength} characters`);
  if (type === "Number" && !/^-?\d+(\.\d+)?$/.test(value)) throw complain("Value is not a number");
  if (type === "Boolean" && !/^(true|false)$/.test(value)) throw complain("Value is not a boolean");
  if (name === "email" && !/^[^\s@]+@[^\s@]+$/.test(value))
    throw invalidParameter("Invalid email address format.");
  if (name === "phone_number" && !/^\+[1-9]\d{1,14}$/.test(value))
    throw invalidParameter("Invalid phone number format.");
}

export function checkRequired(attributes: Attributes, { schema }: PoolSettings): void {
  for (const { name, required } of schema)
    if (required && name !== "sub" && (attributes[name] ?? "") === "")
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: The attribute ${name} is required\n`,
      );
}

/** What a client may set; the verification of an address is never among it. */
export function checkWritable(names: readonly string[], { writeAttributes }: ClientSettings): void {
  if (names.some((name) => VERIFICATIONS.has(name) || !writeAttributes.includes(name)))
    throw notAuthorized("A client attempted to write unauthorized attribute");
}

export function checkMutable(names: readonly string[], { schema }: PoolSettings): void {
  for (const name of names)
    if (schema.some((attribute) => attribute.name === name && !attribute.mutable))
      throw invalidParameter(
        `user.${name}: Attribute cannot be updated. Attribute is immutable and cannot be changed.`,
      );
}

/** `sub` is always readable. */
export const readable = (attributes: Attributes, { readAttributes: allowed }: ClientSettings): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) => name === "sub" || name === "identities" || allowed.includes(name),
    ),
  );
