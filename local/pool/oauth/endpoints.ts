import type { IncomingMessage } from "node:http";
import type { Pool } from "../pool";
import { readForm } from "./form";
import { type OAuthError, oauthErrorOf } from "./oauth-error";
import { answerRevocation } from "./revocation-endpoint";
import { answerToken } from "./token-endpoint";
import { answerUserInfo } from "./user-info-endpoint";

export interface OAuthResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | undefined;
}

type Request = Pick<IncomingMessage, "method" | "url" | "headers">;
type Endpoint = (pool: Pool, request: Request, body: string) => object | undefined | Promise<object>;

const userInfo: Endpoint = (pool, { headers }) => answerUserInfo(pool, headers.authorization);

/** The endpoints that programs call. The addresses for browsers are pages. */
const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  [
    "POST /oauth2/token",
    (pool, { headers }, body) => answerToken(pool, headers.authorization, readForm(headers, body)),
  ],
  [
    "POST /oauth2/revoke",
    (pool, { headers }, body) => answerRevocation(pool, headers.authorization, readForm(headers, body)),
  ],
  ["GET /oauth2/userInfo", userInfo],
  ["POST /oauth2/userInfo", userInfo],
]);

const endpointOf = ({ method, url }: Request): Endpoint | undefined =>
  ENDPOINTS.get(`${method} ${url?.split("?")[0]}`);

export const isOAuthEndpoint = (request: Request): boolean => endpointOf(request) !== undefined;

/** Tokens and what they give access to are only for their holder, so no cache may keep them. */
const NOT_KEPT = { "cache-control": "no-store", pragma: "no-cache" };

export async function answerOAuth(pool: Pool, request: Request, body: string): Promise<OAuthResponse> {
  try {
    return { status: 200, headers: NOT_KEPT, body: await endpointOf(request)?.(pool, request, body) };
  } catch (error) {
    const known = oauthErrorOf(error);
    if (known.code === "server_error") console.error(error);
    return refusal(known, endpointOf(request) === userInfo);
  }
}

/** An endpoint that takes a bearer token also reports the error in a header. */
function refusal({ code, description, status }: OAuthError, asksForToken: boolean): OAuthResponse {
  const told = description === undefined ? "" : `, error_description="${description}"`;
  return {
    status,
    headers: { ...NOT_KEPT, ...(asksForToken && { "www-authenticate": `Bearer error="${code}"${told}` }) },
    body: { error: code, error_description: description },
  };
}
