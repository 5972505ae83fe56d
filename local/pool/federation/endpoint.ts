import { CognitoError } from "../errors";
import type { Pool } from "../pool";
import { type Input, requireText, textMap } from "../request";
import { signInFederated } from "./sign-in-federated";

/** In place of a provider's own pages: whoever asks says who has signed in there. */
export const FEDERATED_SIGN_IN = "/local/federated-sign-in";

export async function answerFederatedSignIn(pool: Pool, input: unknown): Promise<object> {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw new CognitoError("SerializationException", "The request is not an object");
  const request = input as Input;
  const { AuthenticationResult } = await signInFederated(pool, {
    clientId: requireText(request, "clientId", 128),
    provider: requireText(request, "provider", 32),
    subject: requireText(request, "subject", 128),
    attributes: textMap(request, "attributes") ?? {},
  });
  return { AuthenticationResult };
}
