import { isRecord, readStringMap, readText, type StringMap } from "../json";
import { FaultError } from "../runtime/errors";

/** A request as API Gateway delivers it. */
export interface ApiRequest {
  /** Such as `GET /profile`. */
  readonly route: string;
  /** The variables of the route's path, decoded. */
  readonly path: StringMap;
  /** The query, decoded. Of a name that is there twice, the last value counts. */
  readonly query: StringMap;
  /** The host under which API Gateway was asked. */
  readonly host: string | undefined;
  /** By names in lower case. */
  readonly headers: StringMap;
  readonly cookies: readonly string[];
  readonly body: string | undefined;
  /** What the authorizer has verified; undefined on a route without one. */
  readonly claims: StringMap | undefined;
}

/** Reads the event of an HTTP API (payload 2.0) or of a REST API's proxy integration. */
export function readRequest(event: unknown): ApiRequest {
  if (!isRecord(event) || !isRecord(event.requestContext)) throw new FaultError("this is not a request");
  const { requestContext } = event;
  const headers = lowerCased(readStringMap(event.headers));
  return {
    route: readText(event.routeKey) ?? `${event.httpMethod} ${requestContext.resourcePath}`,
    path: readStringMap(event.pathParameters),
    query: readQuery(event),
    host: readText(requestContext.domainName),
    headers,
    cookies: Array.isArray(event.cookies) ? event.cookies.map(String) : (headers.cookie ?? "").split(/;\s*/),
    body: readBody(event),
    claims: claimsOf(requestContext.authorizer),
  };
}

/** An HTTP API joins the values of one name with commas, so its raw query is read. */
const readQuery = ({ rawQueryString, queryStringParameters }: Record<string, unknown>): StringMap =>
  typeof rawQueryString === "string"
    ? Object.fromEntries(new URLSearchParams(rawQueryString))
    : readStringMap(queryStringParameters);

/** API Gateway encodes a body that is not declared as text. The reader of the body judges its content. */
function readBody({ body, isBase64Encoded }: Record<string, unknown>): string | undefined {
  const text = readText(body);
  return isBase64Encoded === true && text !== undefined ? Buffer.from(text, "base64").toString() : text;
}

/** An HTTP API puts the claims under `jwt`, a REST API directly into the authorizer's context. */
function claimsOf(authorizer: unknown): StringMap | undefined {
  if (!isRecord(authorizer)) return undefined;
  const { claims } = isRecord(authorizer.jwt) ? authorizer.jwt : authorizer;
  return isRecord(claims) ? readStringMap(claims) : undefined;
}

const lowerCased = (headers: StringMap): StringMap =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
