import { randomInt } from "node:crypto";
import { readClientName, readClientSettings } from "../client-request";
import { clientShape } from "../client-shape";
import { invalidParameter } from "../errors";
import type { Pool } from "../pool";
import { checkPoolId, type Input, missing, optionalFlag, optionalText } from "../request";

const CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function createUserPoolClient(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const name = readClientName(input);
  if (name === undefined) throw missing("ClientName");
  const secret = readSecret(input);
  const settings = readClientSettings(pool, input, secret);
  const id = random(26);
  const now = pool.now().toISOString();
  const client = pool.clients.put(id, { ...settings, id, name, secret, createdAt: now, modifiedAt: now });
  return { UserPoolClient: clientShape(pool, client) };
}

function readSecret(input: Input): string | undefined {
  const given = optionalText(input, "ClientSecret", 64);
  if (given !== undefined && !/^[\w+]{24,}$/.test(given))
    throw invalidParameter("ClientSecret is of 24 to 64 letters, digits, underscores and plus signs");
  return given ?? (optionalFlag(input, "GenerateSecret") === true ? random(51) : undefined);
}

const random = (length: number): string =>
  Array.from({ length }, () => CHARACTERS.charAt(randomInt(CHARACTERS.length))).join("");
