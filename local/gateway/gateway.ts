import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Lambda } from "../lambda/lambda";
import type { SigningKey } from "../pool/tokens/jwt";
import type { HttpApi, JwtAuthorizer, Route } from "../stack/http-api";
import { UnsupportedError } from "../stack/stack";
import { byLoopbackName } from "../this-computer";
import {
  type Answer,
  BAD_REQUEST,
  HEADERS_TOO_LARGE,
  INTERNAL_ERROR,
  NOT_FOUND,
  TOO_LARGE,
  UNAVAILABLE,
} from "./answer";
import { isPreflight, preflightAnswer, withCors, withoutCors } from "./cors";
import { type Delivery, newRequestId } from "./delivery";
import { eventOf } from "./event";
import { answerOf } from "./function-answer";
import { type Authorization, authorize } from "./jwt-authorizer";
import { hasTooLargeHeaders, readBody, readRequest } from "./request";
import { findRoute } from "./routing";

export interface GatewayOptions {
  readonly api: HttpApi;
  readonly accountId: string;
  readonly invoke: Lambda["invoke"];
  /** The keys with which an issuer signs its tokens; undefined for an issuer that is not imitated. */
  keysOf(issuer: string): (() => readonly SigningKey[]) | undefined;
  readonly now?: () => Date;
  /** Wraps the listener of the gateway. */
  readonly inFront?: (listener: RequestListener) => RequestListener;
  /** Called for each request that is refused before a function runs. */
  readonly onRefusal?: (refusal: GatewayRefusal) => void;
}

export interface GatewayRefusal {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly message: string;
}

/** Larger than API Gateway's limit, so that the gateway itself can refuse such headers in API Gateway's words. */
export const LARGEST_HEADERS = 64 * 1_024;

/** Answers as the HTTP API of the stack. */
export function gatewayListener(options: GatewayOptions): RequestListener {
  refuseStrangers(options);
  const listener = byLoopbackName((request, response) => {
    void serve(options, request, response);
  });
  return options.inFront?.(listener) ?? listener;
}

/** Tokens of another issuer cannot be verified here. Their routes must not be open for that reason, so the start fails. */
function refuseStrangers({ api, keysOf }: GatewayOptions): void {
  const strangers = api.authorizers
    .filter(({ issuer }) => keysOf(issuer) === undefined)
    .map(({ name, issuer }) => `the authorizer ${name}: tokens of ${issuer}`);
  const unguarded = api.routes
    .filter(
      ({ authorization }) => authorization && authorizerOf(api, authorization.authorizerId) === undefined,
    )
    .map(({ key }) => `${key}: an authorizer that is not part of the API`);
  if (strangers.length + unguarded.length > 0) throw new UnsupportedError([...strangers, ...unguarded]);
}

const authorizerOf = (api: HttpApi, authorizerId: string): JwtAuthorizer | undefined =>
  api.authorizers.find(({ id }) => id === authorizerId);

async function serve(
  options: GatewayOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { cors } = options.api;
  const { origin } = request.headers;
  const requestId = newRequestId();
  let isHandedOver = false;
  const invoke: Lambda["invoke"] = (...call) => {
    isHandedOver = true;
    return options.invoke(...call);
  };
  try {
    const answer = await answerTo({ ...options, invoke }, request, requestId);
    if (!isHandedOver && answer.status >= 400) options.onRefusal?.(refusalOf(request, answer));
    const isCrossOrigin = cors !== undefined && origin !== undefined;
    send(response, isCrossOrigin ? withCors(answer, cors, origin) : answer, requestId);
  } catch (error) {
    // The client has gone away: it needs no answer, and this is no fault.
    if (request.destroyed && !request.complete) return;
    console.error(error);
    send(response, INTERNAL_ERROR, requestId);
  }
}

const refusalOf = ({ method = "", url = "" }: IncomingMessage, { status, body }: Answer): GatewayRefusal => ({
  method,
  path: url.replace(/\?.*$/s, ""),
  status,
  message: (JSON.parse(String(body)) as { message: string }).message,
});

async function answerTo(
  options: GatewayOptions,
  message: IncomingMessage,
  requestId: string,
): Promise<Answer> {
  const { api, accountId, now = () => new Date() } = options;
  const receivedAt = now();
  if (hasTooLargeHeaders(message)) return HEADERS_TOO_LARGE;
  const request = readRequest(message);
  if (request === undefined) return BAD_REQUEST;
  const match = findRoute(api.routes, request.method, request.encodedPath);
  const { authorization: credentials, origin } = message.headers;
  const admission = match && admit(options, match.route, credentials, receivedAt);
  // Authorization comes before CORS: a protected route for ANY method also refuses preflights, which carry no token.
  if (admission?.kind === "refused") return admission.answer;
  if (api.cors !== undefined && origin !== undefined && isPreflight(message))
    return preflightAnswer(api.cors, origin);
  if (match === undefined) return NOT_FOUND;
  const body = await readBody(message);
  if (body === undefined) return TOO_LARGE;
  const answer = await integrate(options, {
    request,
    body,
    match,
    caller: admission?.caller,
    context: {
      accountId,
      apiId: api.id,
      domainName: message.headers.host ?? api.domainName,
      requestId,
      receivedAt,
    },
  });
  return api.cors === undefined ? answer : withoutCors(answer);
}

function admit(
  { api, keysOf }: GatewayOptions,
  { authorization }: Route,
  credentials: string | undefined,
  now: Date,
): Authorization | { readonly kind: "open"; readonly caller: undefined } {
  if (authorization === undefined) return { kind: "open", caller: undefined };
  const authorizer = authorizerOf(api, authorization.authorizerId);
  if (authorizer === undefined) throw new Error(`there is no authorizer ${authorization.authorizerId}`);
  const keys = keysOf(authorizer.issuer)?.() ?? [];
  return authorize(authorizer, { credentials, scopes: authorization.scopes, keys, now });
}

async function integrate({ invoke }: GatewayOptions, delivery: Delivery): Promise<Answer> {
  const { functionName, payloadFormat, timeoutMs } = delivery.match.route.integration;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  try {
    const outcome = await Promise.race([
      invoke(functionName, eventOf(delivery, payloadFormat), { attempt: 1, signal: patience.signal }),
      aborted(patience.signal),
    ]);
    switch (outcome.kind) {
      case "answered":
        return answerOf(outcome.payload, payloadFormat);
      case "failed":
        return INTERNAL_ERROR;
      case "too-large":
        return TOO_LARGE;
      case "throttled":
      case "timed-out":
        return UNAVAILABLE;
    }
  } finally {
    clearTimeout(timer);
  }
}

const aborted = (signal: AbortSignal): Promise<{ readonly kind: "timed-out" }> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve({ kind: "timed-out" })));

function send(response: ServerResponse, { status, headers, body }: Answer, requestId: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("apigw-requestid", requestId);
  response.statusCode = status;
  response.end(body);
}
