import { createHmac, timingSafeEqual } from "node:crypto";
import type { Client, Pool } from "../pool";
import { invalidParameter, notAuthorized, resourceNotFound } from "./errors";
import type { NAMED_BY_APP } from "./input/members";
import type { InputOf, Texts } from "./input/shapes";

export function requireClient(pool: Pool, { ClientId: id }: { readonly ClientId: string }): Client {
  const client = pool.clients.get(id);
  if (client === undefined) throw resourceNotFound(`User pool client ${id} does not exist.`);
  return client;
}

/** The client of an app that names somebody who need not be signed in. */
export function requireProvenClient(pool: Pool, input: InputOf<typeof NAMED_BY_APP>): Client {
  const client = requireClient(pool, input);
  checkSecretHash(client, input.Username, input.SecretHash);
  return client;
}

/** A client with a secret proves with every request that it knows it. */
function checkSecretHash(client: Client, username: string, hash: string | undefined): void {
  if (client.secret === undefined) {
    if (hash !== undefined)
      throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`);
    return;
  }
  if (hash === undefined)
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const expected = secretHash({ ...client, secret: client.secret }, username);
  const given = Buffer.from(hash, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

const secretHash = ({ id, secret }: { readonly id: string; readonly secret: string }, username: string) =>
  createHmac("sha256", secret)
    .update(username + id)
    .digest();

/** What a client says of itself and of somebody: with the proof that it knows its secret, if it has one. */
export const nameFor = ({ id, secret }: Client, username: string) => ({
  ClientId: id,
  Username: username,
  ...(secret !== undefined && { SecretHash: secretHash({ id, secret }, username).toString("base64") }),
});

/** The name that a sign-in gives among its parameters, from a client that knows its secret. */
export function readLogin(client: Client, { USERNAME: login, SECRET_HASH: hash }: Texts): string {
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, hash);
  return login;
}
