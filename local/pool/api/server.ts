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
  readonly onSignIn?: (signIn: PageSignIn) => void;
}

/** What answers at the pools' own address: their API for SDKs, and their public keys for those who verify tokens. */
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
    // A plus is one, as in addresses and telephone numbers, and no space.
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

const REGION_OF_EXAMPLES = "us-east-1";

/** The scope of a signature is `<date>/<region>/cognito-idp/aws4_request`. */
function regionOf({ headers }: IncomingMessage): string {
  const [, region] = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(headers.authorization ?? "") ?? [];
  return region ?? REGION_OF_EXAMPLES;
}

/** Administrators sign their requests. On a laptop any signature will do: there are no accounts to hold it against. */
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

/** One address stands for the domains of all pools; the client tells which. Without one, any says what is missing. */
function poolFor(pools: UserPools, clientId: unknown): Pool {
  const pool = poolOfClient(pools, clientId) ?? pools.all()[0];
  if (pool === undefined)
    throw new CognitoError("ResourceNotFoundException", "There is no user pool yet", 404);
  return pool;
}

const clientIn = (form: string): string | undefined =>
  new URLSearchParams(form).get("client_id") ?? undefined;

/** By the header of the request, or by its body: that both agree is checked later. */
function clientNamed({ headers }: IncomingMessage, body: string): string | undefined {
  const [, encoded = ""] = /^Basic (.+)$/i.exec(headers.authorization ?? "") ?? [];
  const [id] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return id || clientIn(body);
}

/** Under the path of a pool, as on AWS, where the issuer is the base of both. */
function wellKnown(pools: UserPools, path: string, { headers }: IncomingMessage): unknown {
  const [, id = "", document] = /^\/([^/]+)\/\.well-known\/([\w.-]+)$/.exec(path) ?? [];
  const pool = pools.find(id);
  if (pool !== undefined && document === "jwks.json") return jwks([pool.keys.id, pool.keys.access]);
  // Under the name of this computer by which it was asked for.
  if (pool !== undefined && document === "openid-configuration")
    return discovery(pool, `http://${headers.host}`);
  throw new CognitoError("ResourceNotFoundException", "Not found", 404);
}
