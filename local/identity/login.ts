import { notAuthorized } from "../pool/api/errors";
import type { Texts } from "../pool/api/input/shapes";
import type { Pool } from "../pool/pool";
import { type Claims, unverifiedClaims, verifyJwt } from "../pool/tokens/jwt";
import { isRevoked } from "../pool/tokens/sign-out";
import { userNamed } from "../pool/users/users";
import type { LoginProvider, StackIdentityPool } from "../stack/identity-pool";
import { MESSAGES, UNCONFIRMED_MESSAGES } from "./api/messages";
import type { LoginKey } from "./identities";

/** A person whose ID token counts. */
export interface Login extends LoginKey {
  readonly settings: LoginProvider;
  readonly claims: Claims;
}

/** The person that the logins of a request are from; undefined for a guest. */
export function readLogin(
  { providers }: StackIdentityPool,
  pool: Pool,
  logins: Texts | undefined = {},
): Login | undefined {
  const [[name, token] = ["", ""], ...others] = Object.entries(logins);
  if (name === "" && token === "") return undefined;
  const clients = providers.filter((provider) => provider.name === name);
  // There is only one user pool, so further logins are from elsewhere.
  if (clients.length === 0 || others.length > 0) throw notAuthorized(MESSAGES.provider);
  const claims = verifiedClaims(pool, token);
  const settings = clients.find(({ clientId }) => clientId === claims.aud);
  if (settings === undefined) throw notAuthorized(MESSAGES.provider);
  if (settings.isTokenChecked) checkUser(pool, claims);
  return { settings, claims, provider: name, sub: String(claims.sub) };
}

/** The claims of an ID token. Fails unless the pool has signed it and it has not expired. */
function verifiedClaims(pool: Pool, token: string): Claims {
  const said = unverifiedClaims(token);
  if (said === undefined) throw notAuthorized(UNCONFIRMED_MESSAGES.notIdentity);
  if (said.iss !== pool.issuer) throw notAuthorized(MESSAGES.issuer);
  if (said.aud === undefined) throw notAuthorized(MESSAGES.audience);
  const claims = verifyJwt(token, [pool.keys.id, pool.keys.access]);
  if (claims === undefined) throw notAuthorized(MESSAGES.signature);
  if (claims.token_use !== "id" || typeof claims.sub !== "string" || claims.sub === "")
    throw notAuthorized(UNCONFIRMED_MESSAGES.notIdentity);
  const now = Math.floor(pool.now().getTime() / 1_000);
  const expiry = typeof claims.exp === "number" ? claims.exp : 0;
  if (now >= expiry) throw notAuthorized(MESSAGES.expired(now, expiry));
  return claims;
}

/** ServerSideTokenCheck: a valid token may be of a user who is gone or disabled, or of a sign-in that has been ended. */
function checkUser(pool: Pool, claims: Claims): void {
  const user = userNamed(pool, String(claims["cognito:username"]));
  if (user?.enabled !== true || user.attributes.sub !== claims.sub || isRevoked(pool, user, claims))
    throw notAuthorized(UNCONFIRMED_MESSAGES.ended);
}
