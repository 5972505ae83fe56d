import { CognitoError } from "../../api/errors";
import { OAuthError } from "../../oauth/oauth-error";
import type { Phrase } from "./phrases";
import type { Speech } from "./speech";

const OF_HANDLER = /^\w+ failed with error (.+)$/s;

/** The words for an error. The message of a trigger is shown as it is. */
export function wordsOf(error: unknown, { say, repeat }: Speech): string {
  if (error instanceof OAuthError) return say("The form could not be read.");
  if (!(error instanceof CognitoError) || error.status >= 500) {
    if (!(error instanceof CognitoError && error.status === 501)) console.error(error);
    return error instanceof CognitoError ? repeat(error.message) : say("The local user pool has failed.");
  }
  const [, ofHandler] = OF_HANDLER.exec(error.message) ?? [];
  if (ofHandler !== undefined) return ofHandler;
  const otherwise = OTHERWISE[error.message];
  return otherwise === undefined ? repeat(error.message) : say(otherwise);
}

/** The pages ask for an address where the API speaks of a user name. */
const OTHERWISE: Readonly<Record<string, Phrase>> = {
  "Incorrect username or password.": "Incorrect e-mail address or password.",
};
