import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidParameter, notAuthorized, resourceNotFound } from "./errors";
import type { Client, Pool } from "./pool";

export type Input = Readonly<Record<string, unknown>>;

export const missing = (name: string) =>
  invalidParameter(
    `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );

export function requireText(input: Input, name: string, longest = 2_048): string {
  const value = input[name];
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== "string") throw invalidParameter(`${name} is not a string`);
  if (value.length < 1 || value.length > longest)
    throw invalidParameter(
      `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: Member must have length less than or equal to ${longest}`,
    );
  return value;
}

export function optionalText(input: Input, name: string, longest?: number): string | undefined {
  const value = input[name];
  return value === undefined || value === null ? undefined : requireText(input, name, longest);
}

/** Passwords are checked for their form only; the policy is for new ones. */
export function requirePassword(input: Input, name: string): string {
  const password = requireText(input, name, 256);
  if (!/^\S+.*\S+$/s.test(password))
    throw invalidParameter(
      `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$`,
    );
  return password;
}

/** A map of strings; absent and null are no map. */
export function textMap(input: Input, name: string): Readonly<Record<string, string>> | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const isMap =
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === "string");
  if (!isMap) throw invalidParameter(`${name} is not a map of strings`);
  return value as Record<string, string>;
}

/** A list of strings; absent and null are no list. */
export function textList(input: Input, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string"))
    throw invalidParameter(`${name} is not a list of strings`);
  return value;
}

/** A structure within the request. */
export function optionalPart(input: Input, name: string): Input | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw invalidParameter(`${name} is not a structure`);
  return value as Input;
}

/** One of the words that the API knows at this place. */
export function optionalWord<Word extends string>(
  input: Input,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = optionalText(input, name);
  const word = words.find((candidate) => candidate === value);
  if (value !== undefined && word === undefined)
    throw invalidParameter(
      `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${words.join(", ")}]`,
    );
  return word;
}

export function optionalFlag(input: Input, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw invalidParameter(`${name} is not a boolean`);
  return value;
}

export function optionalInteger(
  input: Input,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value))
    throw invalidParameter(`${name} is not a whole number`);
  const complaint =
    value < least ? `greater than or equal to ${least}` : value > most ? `less than or equal to ${most}` : "";
  if (complaint !== "")
    throw invalidParameter(
      `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must have value ${complaint}`,
    );
  return value;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

export function requireClient(pool: Pool, input: Input): Client {
  const id = requireText(input, "ClientId", 128);
  const client = pool.clients.get(id);
  if (client === undefined) throw resourceNotFound(`User pool client ${id} does not exist.`);
  return client;
}

/** Every administrators' operation names its pool. */
export function checkPoolId(pool: Pool, input: Input): void {
  const id = requireText(input, "UserPoolId", 55);
  if (id !== pool.settings.id) throw resourceNotFound(`User pool ${id} does not exist.`);
}

/** A client with a secret proves with every request that it knows it. */
export function checkSecretHash(client: Client, username: string, hash: string | undefined): void {
  if (client.secret === undefined) {
    if (hash !== undefined)
      throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`);
    return;
  }
  if (hash === undefined)
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const expected = createHmac("sha256", client.secret)
    .update(username + client.id)
    .digest();
  const given = Buffer.from(hash, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}
