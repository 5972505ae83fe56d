import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { forThisComputer } from "../../this-computer";
import { answerFederatedSignIn, FEDERATED_SIGN_IN } from "../federation/endpoint";
import { discovery } from "../oauth/discovery";
import { answerOAuth, isOAuthEndpoint } from "../oauth/endpoints";
import { answerSignInPage, isSignInPage, type PageSignIn } from "../pages/pages";
import type { Pool } from "../pool";
import { poolAsked, poolOfClient, poolOfProviderSignIn, poolOfToken } from "../pool-asked";
import { noticing } from "../sessions/activity";
import { jwks } from "../tokens/jwt";
import type { UserPools } from "../user-pools";
import { CognitoError, notSimulated } from "./errors";
import { AMZ_JSON, parse, readBody, send, sendError } from "./http";
import { OPERATIONS } from "./operations";

const TARGET = /^AWSCognitoIdentityProviderService\.(\w+)$/;

/** The documents that the pool's address serves beside the API, by path. */
export type Documents = Readonly<Record<string, (query: URLSearchParams) => unknown>>;

/** A request that an operation has refused. Requests of the functions are left out. */
export interface PoolRefusal {
  readonly operation: string;
  /** The name of the person in the request. */
  readonly who: string;
  readonly error: CognitoError;
}

export interface ListenerOptions {
  readonly documents?: Documents;
  /** The origins of pages elsewhere that may send requests. Pages of this computer always may. */
  readonly origins?: readonly string[];
  readonly onRefusal?: (refusal: PoolRefusal) => void;
  readonly onSignIn?: (signIn: PageSignIn) => void;
}

/** Answers at the pools' own address: the API for SDKs, the sign-in pages, and the public keys for verifying tokens. */
export const poolListener = (pools: UserPools, options: ListenerOptions = {}): RequestListener =>
  forThisComputer(options.origins ?? [], (request, response) => {
    void noticing(request, () => answer(pools, options, request, response));
  });

async function answer(
  pools: UserPools,
  { documents = {}, ...listeners }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(request.url ?? "") ?? [];
  const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
  try {
    // A plus sign stays one, as in addresses and telephone numbers. It does not stand for a space.
    if (document !== undefined)
      send(response, 200, document(new URLSearchParams(query.replaceAll("+", "%2B"))));
    else if (request.method === "POST" && request.url === "/")
      send(response, 200, await operate(pools, request, listeners.onRefusal), AMZ_JSON);
    else if (request.method === "POST" && request.url === FEDERATED_SIGN_IN)
      send(response, 200, await federate(pools, request));
    else if (isOAuthEndpoint(request)) await authorize(pools, request, response);
    else if (isSignInPage(request)) await showPage(pools, request, response, listeners);
    else if (request.method === "GET") send(response, 200, wellKnown(pools, path, request));
    else send(response, 404, { message: "Not found" });
  } catch (error) {
    sendError(response, error);
  }
}

async function operate(
  pools: UserPools,
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
    const given = input as Record<string, unknown>;
    return "runFor" in operation
      ? await operation.runFor(pools, given, regionOf(request))
      : await operation.run(poolAsked(pools, given), given);
  } catch (error) {
    if (error instanceof CognitoError && !isFromFunction(request))
      onRefusal?.({ operation: name, who, error });
    throw error;
  }
}

/** The SDK names its runtime environment in the user agent. */
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

const REGION_OF_EXAMPLES = "us-east-1";

/** The scope of a signature is `<date>/<region>/cognito-idp/aws4_request`. */
function regionOf({ headers }: IncomingMessage): string {
  const [, region] = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(headers.authorization ?? "") ?? [];
  return region ?? REGION_OF_EXAMPLES;
}

/** Administrators sign their requests. Any signature is accepted, because there are no accounts to check it against. */
function requireSignature({ headers }: IncomingMessage): void {
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 "))
    throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
}

async function federate(pools: UserPools, request: IncomingMessage): Promise<object> {
  const input = parse(await readBody(request));
  const { clientId } = (input ?? {}) as { readonly clientId?: unknown };
  return answerFederatedSignIn(poolFor(pools, clientId), input);
}

async function authorize(
  pools: UserPools,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const pool = poolOfToken(pools, bearer) ?? poolFor(pools, clientNamed(request, body));
  const answered = await answerOAuth(pool, request, body);
  for (const [name, value] of Object.entries(answered.headers)) response.setHeader(name, value);
  send(response, answered.status, answered.body);
}

async function showPage(
  pools: UserPools,
  request: IncomingMessage,
  response: ServerResponse,
  listeners: Pick<ListenerOptions, "onRefusal" | "onSignIn">,
): Promise<void> {
  const body = await readBody(request);
  const query = request.url?.split("?")[1] ?? "";
  const pool =
    poolOfProviderSignIn(pools, new URLSearchParams(query).get("state")) ?? poolFor(pools, clientIn(query));
  const { status, headers, body: page } = await answerSignInPage(pool, request, body, listeners);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status).end(page);
}

/**
 * All pools share one address, so the client tells which pool is meant. Without a client, any pool says what is
 * missing.
 */
function poolFor(pools: UserPools, clientId: unknown): Pool {
  const pool = poolOfClient(pools, clientId) ?? pools.all()[0];
  if (pool === undefined)
    throw new CognitoError("ResourceNotFoundException", "There is no user pool yet", 404);
  return pool;
}

const clientIn = (form: string): string | undefined =>
  new URLSearchParams(form).get("client_id") ?? undefined;

/** The client in the header of the request, or else in its body. A later check compares the two. */
function clientNamed({ headers }: IncomingMessage, body: string): string | undefined {
  const [, encoded = ""] = /^Basic (.+)$/i.exec(headers.authorization ?? "") ?? [];
  const [id] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return id || clientIn(body);
}

/** The documents are under the path of a pool, as on AWS. The pool's issuer is the base of their addresses. */
function wellKnown(pools: UserPools, path: string, { headers }: IncomingMessage): unknown {
  const [, id = "", document] = /^\/([^/]+)\/\.well-known\/([\w.-]+)$/.exec(path) ?? [];
  const pool = pools.find(id);
  if (pool !== undefined && document === "jwks.json") return jwks([pool.keys.id, pool.keys.access]);
  // The endpoints have the host name that the request used.
  if (pool !== undefined && document === "openid-configuration")
    return discovery(pool, `http://${headers.host}`);
  throw new CognitoError("ResourceNotFoundException", "Not found", 404);
}
