import { invalidParameter, notAuthorized, resourceNotFound } from "./api/errors";
import type { Pool } from "./pool";
import { unverifiedClaims } from "./tokens/jwt";
import type { UserPools } from "./user-pools";

/**
 * The pool that a request is about: it names the pool, or something that only one pool knows. What none knows, any of
 * them refuses in its words.
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

/** Whoever names a client means its pool. */
export const poolOfClient = (pools: UserPools, clientId: unknown): Pool | undefined =>
  pools.all().find(({ clients }) => clients.get(String(clientId)) !== undefined);

/** The pool that a token says it is from, which then checks whether it is. */
export function poolOfToken(pools: UserPools, token: unknown): Pool | undefined {
  const claims = typeof token === "string" ? unverifiedClaims(token) : undefined;
  return claims && pools.all().find(({ issuer }) => issuer === claims.iss);
}

/** Whoever comes back from a provider brings the state that their pool has given them, and no client. */
export const poolOfProviderSignIn = (pools: UserPools, state: string | null): Pool | undefined =>
  pools
    .all()
    .find(({ providerSignIns, now }) => providerSignIns.find(state ?? undefined, now()) !== undefined);
