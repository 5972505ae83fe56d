import type { Role } from "../../shared/tenants/role";
import { scopesOf } from "../../shared/tenants/scopes";
import type { Trigger } from "./triggers";

/** The person whose access token comes with a request. */
export interface Bearer {
  readonly sub: string;
  readonly tenantId?: string;
  readonly role?: Role;
  /** Claims of the token that differ; undefined for one that is missing. */
  readonly claims?: Readonly<Record<string, string | undefined>>;
}

interface Sent {
  /** The values of the route's variables. */
  readonly path?: Readonly<Record<string, string>>;
  /** The query; a text is sent exactly as it is written. */
  readonly query?: string | Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FunctionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Without members if there was no body. */
  readonly body: Answered;
}

interface Answered {
  readonly code?: string;
  readonly errors?: unknown;
  readonly version?: number;
  readonly next?: string | null;
  readonly members?: readonly { readonly sub: string }[];
  readonly [name: string]: unknown;
}

/** The subs in a list. */
export const subsIn = ({ body }: FunctionAnswer): string[] => (body.members ?? []).map(({ sub }) => sub);

/** Calls a function of the API as an HTTP API does, for a person whose token the authorizer has verified. */
export async function ask(
  fn: Trigger,
  route: string,
  bearer: Bearer,
  { path, query = "", body, version, headers }: Sent = {},
): Promise<FunctionAnswer> {
  const rawQueryString = typeof query === "string" ? query : new URLSearchParams(query).toString();
  const answer = (await fn({
    version: "2.0",
    routeKey: route,
    rawQueryString,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
      ...headers,
    },
    ...(path !== undefined && { pathParameters: path }),
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    requestContext: { domainName: "api.example", authorizer: { jwt: { claims: claimsOf(bearer) } } },
  })) as { statusCode: number; headers: Record<string, string>; body?: string };
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body === undefined ? {} : JSON.parse(answer.body),
  };
}

/** `200`, or `404 not-found`. */
export const verdictOf = ({ status, body }: FunctionAnswer): string =>
  body.code === undefined ? String(status) : `${status} ${body.code}`;

function claimsOf({ sub, tenantId = "acme", role = "admin", claims }: Bearer): Record<string, string> {
  const all = {
    token_use: "access",
    client_id: "WebClient",
    sub,
    username: sub,
    "custom:tenant_id": tenantId,
    "custom:role": role,
    scope: scopesOf(tenantId, role)
      .map((scope) => `api/${scope}`)
      .join(" "),
    ...claims,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
