import { type Delivery, forwardedHeaders, logTime, mapValues } from "./delivery";
import type { Values } from "./request";

/** API Gateway writes these header names with capitals. It keeps the spelling of all others. */
const CAPITALISED = new Map(
  [
    "Content-Length",
    "Host",
    "User-Agent",
    "X-Amzn-Trace-Id",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
  ].map((name) => [name.toLowerCase(), name]),
);

/** Empty parts are null. If a name has several values, the single-value fields have the last one. */
export function payload1(delivery: Delivery): object {
  const { request, body, match, caller, context } = delivery;
  const { key } = match.route;
  const resourcePath = key === "$default" ? key : (key.split(" ")[1] ?? key);
  const headers: Values = new Map(
    [...forwardedHeaders(delivery)].map(([name, values]) => [CAPITALISED.get(name) ?? name, values]),
  );
  return {
    version: "1.0",
    resource: resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: mapValues(headers, last),
    multiValueHeaders: mapValues(headers, (values) => values),
    queryStringParameters: request.query.size > 0 ? mapValues(request.query, last) : null,
    multiValueQueryStringParameters:
      request.query.size > 0 ? mapValues(request.query, (values) => values) : null,
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      authorizer: caller ?? { claims: null, scopes: null },
      domainName: context.domainName,
      domainPrefix: context.apiId,
      extendedRequestId: context.requestId,
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: null,
        userAgent: request.headers.get("user-agent")?.join(",") ?? "",
        userArn: null,
      },
      path: request.path,
      protocol: request.protocol,
      requestId: context.requestId,
      requestTime: logTime(context.receivedAt),
      requestTimeEpoch: context.receivedAt.getTime(),
      resourceId: key,
      resourcePath,
      stage: "$default",
    },
    pathParameters: Object.keys(match.pathParameters).length > 0 ? match.pathParameters : null,
    stageVariables: null,
    body: body.text ?? null,
    isBase64Encoded: body.isBase64Encoded,
  };
}

const last = (values: readonly string[]): string => values.at(-1) ?? "";
