import { type Delivery, forwardedHeaders, logTime, mapValues } from "./delivery";

/**
 * Empty parts are left out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payload2(delivery: Delivery): object {
  const { request, body, match, caller, context } = delivery;
  const headers = new Map(forwardedHeaders(delivery));
  const cookies = headers.get("cookie")?.flatMap((header) => header.split(/;\s*/));
  headers.delete("cookie");
  return {
    version: "2.0",
    routeKey: match.route.key,
    rawPath: request.path,
    rawQueryString: request.rawQueryString,
    ...(cookies !== undefined && { cookies }),
    headers: mapValues(headers, (values) => values.join(",")),
    ...(request.query.size > 0 && {
      queryStringParameters: mapValues(request.query, (values) => values.join(",")),
    }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(caller !== undefined && { authorizer: { jwt: caller } }),
      domainName: context.domainName,
      domainPrefix: context.apiId,
      http: {
        method: request.method,
        path: request.path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers.get("user-agent")?.join(",") ?? "",
      },
      requestId: context.requestId,
      routeKey: match.route.key,
      stage: "$default",
      time: logTime(context.receivedAt),
      timeEpoch: context.receivedAt.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body.text !== undefined && { body: body.text }),
    isBase64Encoded: body.isBase64Encoded,
  };
}
