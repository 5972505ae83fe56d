import type { IncomingMessage } from "node:http";
import type { Cors } from "../stack/http-api";
import type { Answer } from "./answer";

/** Whether a browser asks for permission before the actual request. */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === "OPTIONS" &&
  headers.origin !== undefined &&
  headers["access-control-request-method"] !== undefined;

/** An origin that is not allowed gets no headers, and the browser then refuses by itself. */
export const preflightAnswer = (cors: Cors, origin: string): Answer => ({
  status: 204,
  headers: isAllowed(cors, origin)
    ? {
        ...listHeader("access-control-allow-methods", cors.allowMethods),
        ...listHeader("access-control-allow-headers", cors.allowHeaders),
        ...(cors.maxAgeSeconds !== undefined && { "access-control-max-age": String(cors.maxAgeSeconds) }),
      }
    : {},
  body: "",
});

/** If an API has a CORS configuration, the CORS headers of functions are dropped. */
export const withoutCors = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-")),
  ),
});

export const withCors = (answer: Answer, cors: Cors, origin: string): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...originHeaders(cors, origin) },
});

function originHeaders(cors: Cors, origin: string): Answer["headers"] {
  if (!isAllowed(cors, origin)) return {};
  const allowsAll = cors.allowOrigins.includes("*");
  return {
    "access-control-allow-origin": allowsAll ? "*" : origin,
    // Browsers accept no credentials with the star, and API Gateway refuses to configure both.
    ...(cors.allowCredentials && !allowsAll && { "access-control-allow-credentials": "true" }),
    ...listHeader("access-control-expose-headers", cors.exposeHeaders),
  };
}

const isAllowed = ({ allowOrigins }: Cors, origin: string): boolean =>
  allowOrigins.some(
    (allowed) =>
      allowed === "*" ||
      allowed === origin ||
      (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  );

const listHeader = (name: string, values: readonly string[]): Answer["headers"] =>
  values.length > 0 ? { [name]: values.join(",") } : {};
