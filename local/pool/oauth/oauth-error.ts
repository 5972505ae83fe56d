import { CognitoError } from "../api/errors";

type Code =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_scope"
  | "invalid_token"
  | "server_error"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type";

/** An error as the OAuth endpoints answer it. */
export class OAuthError extends Error {
  constructor(
    readonly code: Code,
    readonly description?: string,
    readonly status = 400,
  ) {
    super(description ?? code);
    this.name = "OAuthError";
  }
}

const OF_TRIGGERS = /Lambda/;

/** Turns an error of the pool into an OAuth error. Only the message of a trigger is passed on, as in Cognito. */
export function oauthErrorOf(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (!(error instanceof CognitoError) || error.status >= 500)
    return new OAuthError("server_error", undefined, 500);
  return OF_TRIGGERS.test(error.type)
    ? new OAuthError("invalid_request", error.message)
    : new OAuthError("invalid_grant");
}
