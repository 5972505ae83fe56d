import { wantedProvider } from "../federation/offered-providers";
import type { Client, Pool } from "../pool";

/** The request with which a client sends people to the sign-in pages. */
export interface AuthorizationRequest extends ReturnAddress {
  readonly client: Client;
  readonly isRedirectGiven: boolean;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly loginHint: string | undefined;
  /** The provider that the client wants people to sign in through; `COGNITO` is the pool itself. */
  readonly identityProvider: string | undefined;
  readonly prompt: readonly string[];
  /** The greatest age of an earlier sign-in, in seconds. */
  readonly maxAge: number | undefined;
}

/** The address to which people return, and how the values are added to it. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly responseType: "code" | "token";
  readonly state: string | undefined;
}

export interface AuthorizationError {
  readonly error:
    | "invalid_request"
    | "invalid_scope"
    | "login_required"
    | "server_error"
    | "unauthorized_client"
    | "access_denied";
  readonly description: string;
}

export type AuthorizationReading =
  | { readonly kind: "asked"; readonly asked: AuthorizationRequest }
  /** The error goes to the client, at the address to which people return. */
  | { readonly kind: "refused"; readonly to: ReturnAddress; readonly error: AuthorizationError }
  /** There is no address to return to, so the page tells the person. */
  | { readonly kind: "unanswerable"; readonly words: string };

const NEEDING_OPENID = ["email", "phone", "profile"];
const PROMPTS = ["none", "login", "select_account", "consent"];

/** The length of any challenge by S256. */
const CHALLENGE = /^[\w-]{43}$/;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
export function readAuthorization(pool: Pool, query: URLSearchParams): AuthorizationReading {
  const [clientId, ...otherClients] = query.getAll("client_id");
  const [redirect, ...otherRedirects] = query.getAll("redirect_uri");
  if (otherClients.length + otherRedirects.length > 0)
    return unanswerable("The address names two clients, or two places to return to.");
  if (clientId === undefined || clientId === "") return unanswerable("The address names no client_id.");
  const client = pool.clients.get(clientId);
  if (client === undefined) return unanswerable(`The user pool has no client ${clientId}.`);
  const redirectUri = redirect ?? client.defaultRedirectUri;
  if (redirectUri === undefined) return unanswerable("The address names no redirect_uri.");
  // Compared exactly, because an address that is only similar may belong to somebody else.
  if (!client.callbackUrls.includes(redirectUri))
    return unanswerable(
      `redirect_mismatch: the client ${client.name} has no callback address ${redirectUri}.`,
    );
  const responseType = query.get("response_type") === "token" ? "token" : "code";
  const to = { redirectUri, responseType, state: query.get("state") ?? undefined } as const;
  const identityProvider = wantedProvider(pool, client, query);
  const error = mistakeIn(client, query) ?? (identityProvider === null ? NO_SUCH_PROVIDER : undefined);
  if (error !== undefined) return { kind: "refused", to, error };
  const maxAge = query.get("max_age");
  const asked: AuthorizationRequest = {
    ...to,
    client,
    isRedirectGiven: redirect !== undefined,
    scopes: scopesOf(client, query),
    nonce: query.get("nonce") ?? undefined,
    codeChallenge: query.get("code_challenge") ?? undefined,
    loginHint: query.get("login_hint") ?? undefined,
    identityProvider: identityProvider ?? undefined,
    prompt: wordsOf(query.get("prompt")),
    maxAge: maxAge === null ? undefined : Number(maxAge),
  };
  return { kind: "asked", asked };
}

const NO_SUCH_PROVIDER: AuthorizationError = {
  error: "invalid_request",
  description: "The client has no such identity provider",
};

const unanswerable = (words: string): AuthorizationReading => ({ kind: "unanswerable", words });

const wordsOf = (text: string | null): readonly string[] =>
  (text ?? "").split(" ").filter((word) => word !== "");

/** All the client's scopes, if the request names none. */
function scopesOf({ oauthScopes }: Client, query: URLSearchParams): readonly string[] {
  const asked = [...new Set(wordsOf(query.get("scope")))];
  return asked.length === 0 ? oauthScopes : asked;
}

/** The first mistake of the request, in words for the client's developer. */
function mistakeIn(client: Client, query: URLSearchParams): AuthorizationError | undefined {
  const invalid = (description: string) => ({ error: "invalid_request", description }) as const;
  const repeated = [...query.keys()].find((name, index, all) => all.indexOf(name) !== index);
  if (repeated !== undefined) return invalid(`${repeated} is given twice`);
  const type = query.get("response_type");
  if (type !== "code" && type !== "token") return invalid("response_type must be code or token");
  if (!client.oauthFlows.includes(type === "code" ? "code" : "implicit"))
    return { error: "unauthorized_client", description: `The client may not use response_type=${type}` };
  const scopes = scopesOf(client, query);
  const foreign = scopes.find((scope) => !client.oauthScopes.includes(scope));
  if (foreign !== undefined)
    return { error: "invalid_scope", description: `The client may not ask for the scope ${foreign}` };
  if (
    query.has("scope") &&
    NEEDING_OPENID.some((scope) => scopes.includes(scope)) &&
    !scopes.includes("openid")
  )
    return { error: "invalid_scope", description: "email, phone and profile need the scope openid" };
  return mistakeInProof(query, invalid) ?? mistakeInWishes(query, invalid);
}

type Invalid = (description: string) => AuthorizationError;

function mistakeInProof(query: URLSearchParams, invalid: Invalid): AuthorizationError | undefined {
  const [challenge, method] = [query.get("code_challenge"), query.get("code_challenge_method")];
  if (challenge === null && method === null) return undefined;
  if (challenge === null) return invalid("code_challenge is missing");
  if (method !== "S256") return invalid("code_challenge_method must be S256");
  return CHALLENGE.test(challenge) ? undefined : invalid("code_challenge is none of S256");
}

function mistakeInWishes(query: URLSearchParams, invalid: Invalid): AuthorizationError | undefined {
  const prompt = wordsOf(query.get("prompt"));
  if (!prompt.every((word) => PROMPTS.includes(word)) || (prompt.includes("none") && prompt.length > 1))
    return invalid(`prompt must be ${PROMPTS.join(", ")}, and none alone`);
  const maxAge = query.get("max_age");
  return maxAge === null || /^\d{1,9}$/.test(maxAge) ? undefined : invalid("max_age must be seconds");
}

/** The address at which a person returns to the client, with the values that the client asked for or with an error. */
export function returnAddress(
  { redirectUri, responseType, state }: ReturnAddress,
  values: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ ...values, ...(state !== undefined && { state }) });
  if (responseType === "token") return `${redirectUri}#${query}`;
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query}`;
}
