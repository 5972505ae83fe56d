import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { forThisComputer } from "../../this-computer";
import { answerFederatedSignIn, FEDERATED_SIGN_IN } from "../federation/endpoint";
import { discovery } from "../oauth/discovery";
import { answerOAuth, isOAuthEndpoint } from "../oauth/endpoints";
import { answerSignInPage, isSignInPage } from "../pages/pages";
import type { Pool } from "../pool";
import { noticing } from "../sessions/activity";
import { jwks } from "../tokens/jwt";
import { CognitoError, notSimulated } from "./errors";
import { AMZ_JSON, parse, readBody, send, sendError } from "./http";
import { OPERATIONS } from "./operations";

const TARGET = /^AWSCognitoIdentityProviderService\.(\w+)$/;

/** What the pool shows of itself beside its API, by path. */
export type Documents = Readonly<Record<string, (query: URLSearchParams) => unknown>>;

/** What an operation has refused to a client other than the functions. */
export interface PoolRefusal {
  readonly operation: string;
  /** As the request names the person. */
  readonly who: string;
  readonly error: CognitoError;
}

export interface ListenerOptions {
  readonly documents?: Documents;
  /** Of the pages that may ask besides those of this computer. */
  readonly origins?: readonly string[];
  readonly onRefusal?: (refusal: PoolRefusal) => void;
}

/** What answers at the pool's own address: its API for SDKs, and its public keys for those who verify its tokens. */
export const poolListener = (pool: Pool, options: ListenerOptions = {}): RequestListener =>
  forThisComputer(options.origins ?? [], (request, response) => {
    void noticing(request, () => answer(pool, options, request, response));
  });

async function answer(
  pool: Pool,
  { documents = {}, onRefusal }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(request.url ?? "") ?? [];
  const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
  try {
    // A plus is one, as in addresses and telephone numbers, and no space.
    if (document !== undefined)
      send(response, 200, document(new URLSearchParams(query.replaceAll("+", "%2B"))));
    else if (request.method === "POST" && request.url === "/")
      send(response, 200, await operate(pool, request, onRefusal), AMZ_JSON);
    else if (request.method === "POST" && request.url === FEDERATED_SIGN_IN)
      send(response, 200, await answerFederatedSignIn(pool, parse(await readBody(request))));
    else if (isOAuthEndpoint(request)) await authorize(pool, request, response);
    else if (isSignInPage(request)) await showPage(pool, request, response, onRefusal);
    else if (request.method === "GET") send(response, 200, wellKnown(pool, path, request));
    else send(response, 404, { message: "Not found" });
  } catch (error) {
    sendError(response, error);
  }
}

async function operate(
  pool: Pool,
  request: IncomingMessage,
  onRefusal: ListenerOptions["onRefusal"],
): Promise<object> {
  const [, name = ""] = TARGET.exec(String(request.headers["x-amz-target"])) ?? [];
  let who = "";
  try {
    const operation = OPERATIONS.get(name);
    if (operation === undefined) throw notSimulated(name || "This request");
    if (operation.caller === "administrator") requireSignature(request);
    const input: unknown = parse(await readBody(request));
    if (typeof input !== "object" || input === null || Array.isArray(input))
      throw new CognitoError("SerializationException", "The request is not an object");
    who = personIn(input);
    return await operation.run(pool, input as Record<string, unknown>);
  } catch (error) {
    if (error instanceof CognitoError && !isFromFunction(request))
      onRefusal?.({ operation: name, who, error });
    throw error;
  }
}

/** The SDK names the environment it runs in. */
const isFromFunction = ({ headers }: IncomingMessage): boolean =>
  headers["user-agent"]?.includes("exec-env/AWS_Lambda_") ?? false;

function personIn(input: object): string {
  const { Username, AuthParameters, ChallengeResponses } = input as Record<string, unknown>;
  const inside = { ...(AuthParameters as object), ...(ChallengeResponses as object) } as {
    USERNAME?: unknown;
  };
  const name = Username ?? inside.USERNAME;
  return typeof name === "string" ? name : "";
}

/** Administrators sign their requests. On a laptop any signature will do: there are no accounts to hold it against. */
function requireSignature({ headers }: IncomingMessage): void {
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 "))
    throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
}

async function authorize(pool: Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answered = await answerOAuth(pool, request, await readBody(request));
  for (const [name, value] of Object.entries(answered.headers)) response.setHeader(name, value);
  send(response, answered.status, answered.body);
}

async function showPage(
  pool: Pool,
  request: IncomingMessage,
  response: ServerResponse,
  onRefusal: ListenerOptions["onRefusal"],
): Promise<void> {
  const { status, headers, body } = await answerSignInPage(pool, request, await readBody(request), onRefusal);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status).end(body);
}

/** Under the path of the pool, as on AWS, where the issuer is the base of both. */
function wellKnown(pool: Pool, path: string, { headers }: IncomingMessage): unknown {
  const base = `/${pool.settings.id}/.well-known/`;
  if (path === `${base}jwks.json`) return jwks([pool.keys.id, pool.keys.access]);
  // Under the name of this computer by which it was asked for.
  if (path === `${base}openid-configuration`) return discovery(pool, `http://${headers.host}`);
  throw new CognitoError("ResourceNotFoundException", "Not found", 404);
}
