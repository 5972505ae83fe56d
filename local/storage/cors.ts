import type { CorsRule } from "../stack/bucket-settings";
import type { S3Answer } from "./operation";
import type { S3Request } from "./request";
import { S3Error } from "./s3-error";

/** The answer to a browser that asks before it sends the actual request. */
export function preflightAnswer(
  rules: readonly CorsRule[] | undefined,
  headers: S3Request["headers"],
): S3Answer {
  const origin = headers.get("origin");
  const method = headers.get("access-control-request-method");
  if (origin === undefined || method === undefined)
    throw new S3Error("BadRequest", "Insufficient information. Origin request header needed.");
  const reason = `no CORS rule of the bucket lets a page of ${origin} ask with ${method}: see the parameter corsOrigins`;
  if (rules === undefined || rules.length === 0)
    throw forbidden("CORS is not enabled for this bucket.", reason);
  const asked = (headers.get("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = rules.find((each) => fits(each, origin, method) && asked.every((name) => allows(each, name)));
  if (rule === undefined)
    throw forbidden(
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      reason,
    );
  return {
    status: 200,
    headers: {
      ...headersOf(rule, origin),
      ...(asked.length > 0 && { "access-control-allow-headers": asked.join(", ") }),
    },
  };
}

/** The headers that let the page read the answer; none if no rule allows it. */
export function corsHeaders(
  rules: readonly CorsRule[] | undefined,
  method: string,
  headers: S3Request["headers"],
): S3Answer["headers"] {
  const origin = headers.get("origin");
  const rule = origin === undefined ? undefined : rules?.find((each) => fits(each, origin, method));
  return origin === undefined || rule === undefined ? {} : headersOf(rule, origin);
}

function headersOf({ origins, methods, exposedHeaders, maxAgeSeconds }: CorsRule, origin: string) {
  const isForAll = origins.includes("*");
  return {
    "access-control-allow-origin": isForAll ? "*" : origin,
    "access-control-allow-methods": methods.join(", "),
    ...(!isForAll && { "access-control-allow-credentials": "true" }),
    ...(exposedHeaders.length > 0 && { "access-control-expose-headers": exposedHeaders.join(", ") }),
    ...(maxAgeSeconds !== undefined && { "access-control-max-age": String(maxAgeSeconds) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

const fits = ({ origins, methods }: CorsRule, origin: string, method: string): boolean =>
  methods.includes(method) && origins.some((pattern) => matches(pattern, origin));

const allows = ({ headers }: CorsRule, name: string): boolean =>
  headers.some((pattern) => matches(pattern.toLowerCase(), name));

/** S3 takes one star in a pattern. */
function matches(pattern: string, value: string): boolean {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return pattern === value;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}

const forbidden = (message: string, reason: string): S3Error =>
  new S3Error("AccessForbidden", `CORSResponse: ${message}`, 403, {}, reason);
