import { ApiProblem, type Method, type Sent, send } from "./request";
import { renew, type SignedIn, whoIsSignedIn } from "./session";

/** The page has changed to another tenant or person before a request was done. */
export class Elsewhere extends Error {}

/**
 * Sends a request in the person's name. If their token has expired, it is renewed once. The new token may be for
 * another tenant. Then the request is not repeated, because it was meant for the former one.
 */
export async function call<Answer>(method: Method, path: string, sent: Sent = {}): Promise<Answer> {
  const meant = whoIsSignedIn();
  const request = () => send<Answer>(method, path, { ...sent, accessToken: whoIsSignedIn()?.accessToken });
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    await renew();
    if (meant !== undefined && !isOfSamePlace(meant, whoIsSignedIn())) throw new Elsewhere();
    return request();
  }
}

const isOfSamePlace = (one: SignedIn, other: SignedIn | undefined): boolean =>
  one.sub === other?.sub && one.tenantId === other.tenantId;

/** A path of the API. */
export const pathOf = (...segments: readonly string[]): string =>
  `/${segments.map(encodeURIComponent).join("/")}`;
