import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Client, Pool } from "../pool";
import { invalidParameter, notAuthorized, resourceNotFound } from "./errors";
import type { NAMED_BY_APP } from "./input/members";
import type { InputOf, Texts } from "./input/shapes";

export function requireClient(pool: Pool, { ClientId: id }: { readonly ClientId: string }): Client {
  const client = pool.clients.get(id);
  if (client === undefined) throw resourceNotFound(`User pool client ${id} does not exist.`);
  return client;
}

/** The app client of a request that names a person who need not be signed in. */
export function requireProvenClient(pool: Pool, input: InputOf<typeof NAMED_BY_APP>): Client {
  const client = requireClient(pool, input);
  checkSecretHash(client, input.Username, input.SecretHash);
  return client;
}

/** True for a client without a secret that shows none, and for a client that shows one of its secrets. */
export const isAuthentic = ({ secrets }: Client, given: string | undefined): boolean =>
  secrets.length === 0 ? given === undefined : secrets.some(({ value }) => isEqual(given ?? "", value));

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
const isEqual = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));

/** A client with a secret proves in every request that it knows the secret. */
function checkSecretHash(client: Client, username: string, hash: string | undefined): void {
  if (client.secrets.length === 0) {
    if (hash !== undefined)
      throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`);
    return;
  }
  if (hash === undefined)
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const given = Buffer.from(hash, "base64");
  const isRight = client.secrets.some(({ value }) => {
    const expected = secretHash(client, value, username);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isRight) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

const secretHash = ({ id }: Pick<Client, "id">, secret: string, username: string) =>
  createHmac("sha256", secret)
    .update(username + id)
    .digest();

/** How a client names itself and a person, with the proof that it knows its secret if it has one. */
export const nameFor = (client: Client, username: string) => {
  const [secret] = client.secrets;
  return {
    ClientId: client.id,
    Username: username,
    ...(secret !== undefined && {
      SecretHash: secretHash(client, secret.value, username).toString("base64"),
    }),
  };
};

/** Reads the name among the parameters of a sign-in, and checks the client's secret. */
export function readLogin(client: Client, { USERNAME: login, SECRET_HASH: hash }: Texts): string {
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, hash);
  return login;
}
