import { invalidParameter, notAuthorized, resourceNotFound } from "./api/errors";
import type { Pool } from "./pool";
import { unverifiedClaims } from "./tokens/jwt";
import type { UserPools } from "./user-pools";

/**
 * The pool that a request is about. It names the pool, or a client, token or session of one. If no pool knows these, the first one
 * refuses the request.
 */
export function poolAsked(pools: UserPools, request: Readonly<Record<string, unknown>>): Pool {
  const { UserPoolId: id, ClientId: clientId, AccessToken: token, Session: session } = request;
  const pool =
    pools.find(String(id)) ??
    poolOfClient(pools, clientId) ??
    poolOfToken(pools, token) ??
    pools.all().find(({ sessions }) => sessions.has(String(session))) ??
    pools.all()[0];
  if (pool !== undefined) return pool;
  if (id !== undefined) throw resourceNotFound(`User pool ${id} does not exist.`);
  if (clientId !== undefined) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
  if (token !== undefined) throw notAuthorized("Invalid Access Token");
  throw invalidParameter("There is no user pool yet, and the request names none.");
}

/** The pool of an app client. */
export const poolOfClient = (pools: UserPools, clientId: unknown): Pool | undefined =>
  pools.all().find(({ clients }) => clients.get(String(clientId)) !== undefined);

/** The pool that a token names as its issuer. That pool then verifies the token. */
export function poolOfToken(pools: UserPools, token: unknown): Pool | undefined {
  const claims = typeof token === "string" ? unverifiedClaims(token) : undefined;
  return claims && pools.all().find(({ issuer }) => issuer === claims.iss);
}

/** A browser that returns from a provider sends the state that its pool has issued, and no client. */
export const poolOfProviderSignIn = (pools: UserPools, state: string | null): Pool | undefined =>
  pools
    .all()
    .find(({ providerSignIns, now }) => providerSignIns.find(state ?? undefined, now()) !== undefined);
