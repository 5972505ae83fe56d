import { CognitoError } from "../api/errors";
import { OAuthError } from "../oauth/oauth-error";

const OF_HANDLER = /^\w+ failed with error (.+)$/s;

/** What has gone wrong, for people: what a trigger says is in its own words. */
export function wordsOf(error: unknown): string {
  if (error instanceof OAuthError) return "The form could not be read.";
  if (!(error instanceof CognitoError) || error.status >= 500) {
    if (!(error instanceof CognitoError && error.status === 501)) console.error(error);
    return error instanceof CognitoError ? error.message : "The local user pool has failed.";
  }
  const [, ofHandler] = OF_HANDLER.exec(error.message) ?? [];
  return ofHandler ?? error.message;
}
