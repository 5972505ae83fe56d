import { serialization } from "../api/errors";
import { CLIENT_ID, PROVIDER_NAME } from "../api/input/members";
import { readInput } from "../api/input/read-input";
import { required, text, textMap } from "../api/input/shapes";
import type { Pool } from "../pool";
import { signInFederated } from "./sign-in-federated";

/** Stands in for a provider's own pages. The caller says who has signed in there. */
export const FEDERATED_SIGN_IN = "/local/federated-sign-in";

const REQUEST = {
  clientId: required(CLIENT_ID),
  provider: required(PROVIDER_NAME),
  subject: required(text({ shortest: 1, longest: 128 })),
  attributes: textMap,
};

export async function answerFederatedSignIn(pool: Pool, input: unknown): Promise<object> {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw serialization("The request is not an object");
  const request = readInput(REQUEST, input as Readonly<Record<string, unknown>>);
  const { AuthenticationResult } = await signInFederated(pool, {
    ...request,
    attributes: request.attributes ?? {},
  });
  return { AuthenticationResult };
}
