import { CognitoError } from "../api/errors";
import type { Pool } from "../pool";
import { readAccessToken } from "../tokens/access-tokens";
import { inScopes, readable } from "../users/attributes";
import { OAuthError } from "./oauth-error";

/** The attributes of the person that the client may read, as texts. */
export function answerUserInfo(pool: Pool, authorization: string | undefined): object {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "") ?? [];
  if (token === undefined) throw new OAuthError("invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
  const { user, client, scopes } = readBearer(pool, token);
  return { ...inScopes(readable(user.attributes, client), scopes), username: user.username };
}

function readBearer(pool: Pool, token: string) {
  try {
    return readAccessToken(pool, token, "openid");
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    throw new OAuthError(
      "invalid_token",
      "Access token is expired, disabled, or deleted, or the user has globally signed out.",
      401,
    );
  }
}
