import { notAuthorized } from "../api/errors";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { requireEnabled, userNamed } from "../users/users";
import { verifyJwt } from "./jwt";
import { isRevoked } from "./sign-out";

export interface Bearer {
  readonly user: User;
  readonly client: Client;
  readonly originJti: string;
  readonly scopes: readonly string[];
}

export const SELF_SERVICE = "aws.cognito.signin.user.admin";

/**
 * Who holds an access token, if it is signed by this pool, unexpired, not revoked, and of an enabled user. The `sub` is checked
 * because a user name can be taken again after its user is deleted.
 */
export function readAccessToken(pool: Pool, token: unknown, scope: string = SELF_SERVICE): Bearer {
  const claims = typeof token === "string" ? verifyJwt(token, [pool.keys.access]) : undefined;
  if (claims === undefined || claims.iss !== pool.issuer || claims.token_use !== "access")
    throw notAuthorized("Invalid Access Token");
  const now = Math.floor(pool.now().getTime() / 1_000);
  if (typeof claims.exp !== "number" || claims.exp <= now) throw notAuthorized("Access Token has expired");
  const originJti = String(claims.origin_jti);
  const user = userNamed(pool, String(claims.username));
  const client = pool.clients.get(String(claims.client_id));
  if (user === undefined || user.attributes.sub !== claims.sub || client === undefined)
    throw notAuthorized("Invalid Access Token");
  if (isRevoked(pool, user, claims)) throw notAuthorized("Access Token has been revoked");
  requireEnabled(user);
  const scopes = String(claims.scope ?? "").split(" ");
  if (!scopes.includes(scope)) throw notAuthorized("Access Token does not have required scopes");
  return { user, client, originJti, scopes };
}
