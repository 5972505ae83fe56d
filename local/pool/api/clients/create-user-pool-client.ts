import { randomInt } from "node:crypto";
import { CLIENT_SECRET, NAMED_POOL } from "../input/members";
import { flag, required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { CLIENT_NAME, CLIENT_SETTINGS, clientSettings } from "./client-settings";
import { clientShape } from "./client-shape";

const INPUT = {
  ...NAMED_POOL,
  ClientName: required(CLIENT_NAME),
  GenerateSecret: flag,
  ClientSecret: CLIENT_SECRET,
  ...CLIENT_SETTINGS,
};

const CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export const createUserPoolClient = forAdministrators("CreateUserPoolClient", INPUT, (pool, input) => {
  const { ClientName: name, GenerateSecret: generates } = input;
  const secret = input.ClientSecret ?? (generates ? random(51) : undefined);
  const settings = clientSettings(pool, input, secret);
  const id = random(26);
  const now = pool.now().toISOString();
  const client = pool.clients.put(id, { ...settings, id, name, secret, createdAt: now, modifiedAt: now });
  return { UserPoolClient: clientShape(pool, client) };
});

const random = (length: number): string =>
  Array.from({ length }, () => CHARACTERS.charAt(randomInt(CHARACTERS.length))).join("");
