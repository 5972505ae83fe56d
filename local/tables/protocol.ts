import { DYNALITE_OPERATIONS, errorAnswer, type TablesAnswer, type TablesRequest } from "./dynalite";

const TARGET = /^DynamoDB_20120810\.(\w+)$/;

/** What a request asks for, by the name of the operation; undefined where it names none of DynamoDB's. */
export const operationIn = ({ headers }: Pick<TablesRequest, "headers">): string | undefined =>
  TARGET.exec(String(headers["x-amz-target"]))?.[1];

const JSON_TYPES = ["application/x-amz-json-1.0", "application/json"] as const;

const typeOf = ({ headers }: Pick<TablesRequest, "headers">): string =>
  (headers["content-type"] ?? "").replace(/;.*$/s, "").trim();

/** The answer is of the type of the request. */
export const jsonTypeOf = (request: Pick<TablesRequest, "headers">): string =>
  JSON_TYPES.find((type) => type === typeOf(request)) ?? "application/json";

const isOperation = (name: string | undefined): boolean =>
  name !== undefined && (name === "TransactWriteItems" || DYNALITE_OPERATIONS.includes(name));

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const LARGEST_REQUEST = 16 * 1_024 * 1_024;

/**
 * The answer to a malformed request. That a signature is there is checked, but not whether it is right.
 *
 * @param input what its body says; undefined for a body that is not JSON
 */
export function refusalOfProtocol(request: TablesRequest, input: unknown): TablesAnswer | undefined {
  const { method, body } = request;
  if (body.length > LARGEST_REQUEST) return text(413, "");
  if (method === "GET") return text(200, "healthy: dynamodb.us-east-1.amazonaws.com ");
  if (method !== "POST" || (body.length > 0 && jsonTypeOf(request) !== typeOf(request)))
    return text(404, "<UnknownOperationException/>\n");
  if (body.length > 0 && input === undefined) return coralError("SerializationException");
  if (!isOperation(operationIn(request))) return coralError("UnknownOperationException");
  const refusal = refusalOfSignature(request);
  return refusal ?? (body.length === 0 ? coralError("SerializationException") : undefined);
}

/** By a header, or by the query. */
function refusalOfSignature({ headers, url = "" }: TablesRequest): TablesAnswer | undefined {
  const { authorization } = headers;
  const query = new URLSearchParams(url.replace(/^[^?]*/, ""));
  if (authorization !== undefined && query.has("X-Amz-Algorithm"))
    return coralError(
      "InvalidSignatureException",
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  if (authorization === undefined ? !query.has("X-Amz-Algorithm") : !/^\s*AWS4-/.test(authorization))
    return coralError("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  const missing =
    authorization === undefined ? missingInQuery(query) : missingInHeader(authorization, headers);
  return missing === "" ? undefined : coralError("IncompleteSignatureException", missing);
}

function missingInHeader(authorization: string, headers: TablesRequest["headers"]): string {
  const given = new Set(authorization.split(/[, ]/).flatMap((part) => /^([^=]+)=./.exec(part)?.[1] ?? []));
  const missing = ["Credential", "Signature", "SignedHeaders"]
    .filter((name) => !given.has(name))
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (headers["x-amz-date"] === undefined && headers.date === undefined)
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  return missing.length === 0 ? "" : `${missing.join("")}Authorization=${authorization}`;
}

function missingInQuery(query: URLSearchParams): string {
  const missing = ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"]
    .filter((name) => !query.get(`X-Amz-${name}`))
    .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `);
  return missing.length === 0 ? "" : `${missing.join("")}Re-examine the query-string parameters.`;
}

const coralError = (name: string, message?: string): TablesAnswer =>
  errorAnswer(`com.amazon.coral.service#${name}`, message === undefined ? {} : { message });

const text = (status: number, body: string): TablesAnswer => ({ status, headers: {}, body });
