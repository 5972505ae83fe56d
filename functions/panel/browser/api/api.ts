import { ApiProblem, type Method, type Sent, send } from "./request";
import { renew, whoIsSignedIn } from "./session";

/** A request in the person's name. When their token has expired, it is renewed once. */
export async function call<Answer>(method: Method, path: string, sent: Sent = {}): Promise<Answer> {
  const request = () => send<Answer>(method, path, { ...sent, accessToken: whoIsSignedIn()?.accessToken });
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    await renew();
    return request();
  }
}

/** A path of the API. */
export const pathOf = (...segments: readonly string[]): string =>
  `/${segments.map(encodeURIComponent).join("/")}`;
