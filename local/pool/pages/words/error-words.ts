import { CognitoError } from "../../api/errors";
import { OAuthError } from "../../oauth/oauth-error";
import type { Speech } from "./speech";

const OF_HANDLER = /^\w+ failed with error (.+)$/s;

/** What has gone wrong, for people: what a trigger says is in its own words. */
export function wordsOf(error: unknown, { say, repeat }: Speech): string {
  if (error instanceof OAuthError) return say("The form could not be read.");
  if (!(error instanceof CognitoError) || error.status >= 500) {
    if (!(error instanceof CognitoError && error.status === 501)) console.error(error);
    return error instanceof CognitoError ? repeat(error.message) : say("The local user pool has failed.");
  }
  const [, ofHandler] = OF_HANDLER.exec(error.message) ?? [];
  return ofHandler ?? repeat(error.message);
}
