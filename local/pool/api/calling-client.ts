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
  const expected = createHmac("sha256", client.secret)
    .update(username + client.id)
    .digest();
  const given = Buffer.from(hash, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

/** The name that a sign-in gives among its parameters, from a client that knows its secret. */
export function readLogin(client: Client, { USERNAME: login, SECRET_HASH: hash }: Texts): string {
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, hash);
  return login;
}
