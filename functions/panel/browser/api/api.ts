import { ApiProblem, type Method, type Sent, send } from "./request";
import { renew, type SignedIn, whoIsSignedIn } from "./session";

/** The page has changed to another tenant or person before a request was answered. */
export class Elsewhere extends Error {
  constructor(readonly isDone: boolean) {
    super();
  }
}

/**
 * Sends a request in the person's name. If their token has expired, it is renewed once. The new token may be for
 * another tenant. Then the request is not repeated, because it was meant for the former one. If the page changes while
 * a change is being made, whoever has asked for it does not go on, for the same reason.
 */
export async function call<Answer>(method: Method, path: string, sent: Sent = {}): Promise<Answer> {
  const meant = whoIsSignedIn();
  const isLeft = () => meant !== undefined && !isOfSamePlace(meant, whoIsSignedIn());
  const request = () => send<Answer>(method, path, { ...sent, accessToken: whoIsSignedIn()?.accessToken });
  const answer = await request().catch(async (error) => {
    if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    await renew();
    if (isLeft()) throw new Elsewhere(false);
    return request();
  });
  if (method !== "GET" && isLeft()) throw new Elsewhere(true);
  return answer;
}

const isOfSamePlace = (one: SignedIn, other: SignedIn | undefined): boolean =>
  one.sub === other?.sub && one.tenantId === other.tenantId;

/** A path of the API. */
export const pathOf = (...segments: readonly string[]): string =>
  `/${segments.map(encodeURIComponent).join("/")}`;
