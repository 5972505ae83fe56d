import { createHash, randomBytes } from "node:crypto";
import { notAuthorized, refreshTokenReuse } from "../api/errors";
import type { Pool, RefreshToken } from "../pool";

type RefreshTokens = Pool["refreshTokens"];

/** More devices than one person has. Beyond that, the oldest sign-in ends. */
const MOST_OF_A_PERSON = 1_000;

const idOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** An opaque token, about as long as the shortest of Cognito's. */
export function createRefreshToken(tokens: RefreshTokens, refresh: RefreshToken): string {
  const token = randomBytes(256).toString("base64url");
  putRefreshToken(tokens, token, refresh);
  if (tokens.count(refresh.username) > MOST_OF_A_PERSON) {
    // A replaced token is the first to go.
    const kept = tokens.findEntries(refresh.username);
    const [id = ""] = kept.find(([, { replacedUntil }]) => replacedUntil !== undefined) ?? kept[0] ?? [];
    tokens.delete(id);
  }
  return token;
}

export function putRefreshToken(tokens: RefreshTokens, token: string, refresh: RefreshToken): void {
  tokens.put(idOf(token), refresh);
}

/** The record of a token, usable or not. */
export const readRefreshToken = (tokens: RefreshTokens, token: string): RefreshToken | undefined =>
  tokens.get(idOf(token));

/** No client can have access tokens that are valid for longer. */
const LONGEST_ACCESS_MS = 86_400_000;

/** Ends a sign-in, with all of its tokens. */
export function revokeSignIn(
  pool: Pick<Pool, "revokedOrigins">,
  { originJti, expiresAt }: Pick<RefreshToken, "originJti" | "expiresAt">,
): void {
  const last = new Date(Date.parse(expiresAt) + LONGEST_ACCESS_MS).toISOString();
  pool.revokedOrigins.put(originJti, { expiresAt: last });
}

export function findRefreshToken(
  pool: Pick<Pool, "refreshTokens" | "revokedOrigins" | "now">,
  token: string,
  clientId: string,
): RefreshToken {
  const found = readRefreshToken(pool.refreshTokens, token);
  if (found === undefined || found.clientId !== clientId) throw notAuthorized("Invalid Refresh Token");
  if (pool.revokedOrigins.get(found.originJti)) throw notAuthorized("Refresh Token has been revoked");
  const now = pool.now().toISOString();
  if (now >= found.expiresAt) throw notAuthorized("Refresh Token has expired");
  if (found.replacedUntil !== undefined && now >= found.replacedUntil) throw refreshTokenReuse();
  return found;
}

export function replaceRefreshToken(
  tokens: RefreshTokens,
  token: string,
  graceSeconds: number,
  now: Date,
): void {
  const found = tokens.get(idOf(token));
  if (found === undefined || found.replacedUntil !== undefined) return;
  const replacedUntil = new Date(now.getTime() + graceSeconds * 1_000).toISOString();
  tokens.put(idOf(token), { ...found, replacedUntil });
}
