import { invalidParameter, notAuthorized } from "../api/errors";
import type { AttributeSettings, ClientSettings, PoolSettings } from "../settings";
import { LONGEST } from "./standard-attributes";

export type Attributes = Readonly<Record<string, string>>;

/** Attributes that only the service itself sets. */
const OF_THE_SERVICE = new Set(["sub", "identities", "cognito:user_status"]);
const VERIFICATIONS = new Set(["email_verified", "phone_number_verified"]);

interface Entry {
  readonly Name: string;
  readonly Value: string | undefined;
}

/** Reads the API's list of names and values. */
export const readAttributes = (list: readonly Entry[] = []): Attributes =>
  Object.fromEntries(list.map(({ Name, Value = "" }) => [Name, Value]));

export const listAttributes = (attributes: Attributes) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** Checks values against the schema. Cognito accepts `True` for `true`, and keeps `true`. */
export function conforming(attributes: Attributes, { schema }: PoolSettings): Attributes {
  const entries = Object.entries(attributes).map(([name, value]) => {
    if (OF_THE_SERVICE.has(name))
      throw invalidParameter(`Attribute ${name} cannot be set: it is set by the service.`);
    const attribute = schema.find((candidate) => candidate.name === name);
    const isBoolean = VERIFICATIONS.has(name) || attribute?.type === "Boolean";
    const normal = isBoolean ? value.toLowerCase() : value;
    if (VERIFICATIONS.has(name)) {
      if (!["true", "false", ""].includes(normal))
        throw invalidParameter(`Invalid value for attribute ${name}.`);
    } else if (attribute === undefined)
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
      );
    else checkValue(attribute, normal);
    return [name, normal];
  });
  return Object.fromEntries(entries);
}

function checkValue(attribute: AttributeSettings, value: string): void {
  const { name, type, minLength = 0, maxLength = LONGEST, least, most } = attribute;
  const complain = (what: string) =>
    invalidParameter(`Attributes did not conform to the schema: ${name}: ${what}\n`);
  if (value === "") return;
  if (type === "String" && value.length < minLength)
    throw complain(`String must be no shorter than ${minLength} characters`);
  if (type === "String" && value.length > maxLength)
    throw complain(`String must be no longer than ${maxLength} characters`);
  if (type === "Number" && !/^-?\d+(\.\d+)?$/.test(value)) throw complain("Value is not a number");
  if (type === "Number" && least !== undefined && Number(value) < least)
    throw complain(`Number must be no smaller than ${least}`);
  if (type === "Number" && most !== undefined && Number(value) > most)
    throw complain(`Number must be no larger than ${most}`);
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

/** A client without a list of its own has all the standard attributes, but no custom ones. */
const isListed = (name: string, list: readonly string[] | undefined): boolean =>
  list?.includes(name) ?? !name.startsWith("custom:");

/** Checks the attributes that a client wants to write. No client may write the verification of an address. */
export function checkWritable(
  names: readonly string[],
  { writeAttributes }: Pick<ClientSettings, "writeAttributes">,
): void {
  if (names.some((name) => VERIFICATIONS.has(name) || !isListed(name, writeAttributes)))
    throw notAuthorized("A client attempted to write unauthorized attribute");
}

export function checkMutable(names: readonly string[], { schema }: PoolSettings): void {
  for (const name of names)
    if (schema.some((attribute) => attribute.name === name && !attribute.mutable))
      throw invalidParameter(
        `user.${name}: Attribute cannot be updated. Attribute is immutable and cannot be changed.`,
      );
}

/** `sub` and `identities` are always readable. */
export const readable = (
  attributes: Attributes,
  { readAttributes: allowed }: Pick<ClientSettings, "readAttributes">,
): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) => name === "sub" || name === "identities" || isListed(name, allowed),
    ),
  );

const OF_SCOPES: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
};

/** The attributes that scopes allow: all with `profile`, or without `email` and `phone`. These two allow only their address. */
export function inScopes(attributes: Attributes, scopes: readonly string[]): Attributes {
  const narrowing = Object.keys(OF_SCOPES).filter((scope) => scopes.includes(scope));
  if (narrowing.length === 0 || scopes.includes("profile")) return attributes;
  const names = ["sub", "identities", ...narrowing.flatMap((scope) => OF_SCOPES[scope] ?? [])];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}
