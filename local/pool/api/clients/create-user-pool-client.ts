import { randomText } from "../../random-text";
import { CLIENT_SECRET, NAMED_POOL } from "../input/members";
import { flag, required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { newSecret } from "./client-secret";
import { CLIENT_NAME, CLIENT_SETTINGS, clientSettings } from "./client-settings";
import { clientShape } from "./client-shape";

const INPUT = {
  ...NAMED_POOL,
  ClientName: required(CLIENT_NAME),
  GenerateSecret: flag,
  ClientSecret: CLIENT_SECRET,
  ...CLIENT_SETTINGS,
};

export const createUserPoolClient = forAdministrators("CreateUserPoolClient", INPUT, (pool, input) => {
  const { ClientName: name, GenerateSecret: generates, ClientSecret: given } = input;
  const id = randomText(26);
  const createdAt = pool.now().toISOString();
  const secrets = generates || given !== undefined ? [newSecret(id, given, pool.now())] : [];
  const settings = clientSettings(pool, input, secrets.length > 0);
  const client = pool.clients.put(id, { ...settings, id, name, secrets, createdAt, modifiedAt: createdAt });
  return { UserPoolClient: clientShape(pool, client) };
});
