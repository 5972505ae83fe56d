import type { StringMap } from "../json";
import type { Problem } from "./problem";

export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON. Without one, the response is empty. */
  readonly body?: unknown;
  /** A document, instead of JSON; the headers say of which type. */
  readonly text?: string;
  /** By names in lower case. They override the usual headers. */
  readonly headers?: StringMap;
  readonly cookie?: string;
}

/** The answer of a function, for an HTTP API or a REST API. */
export const toGateway = ({ status, body, text, headers, cookie }: ApiResponse): object => ({
  statusCode: status,
  headers: {
    "cache-control": "no-store",
    ...(body !== undefined && { "content-type": "application/json" }),
    ...headers,
  },
  ...(cookie !== undefined && { cookies: [cookie] }),
  ...(body !== undefined && { body: JSON.stringify(body) }),
  ...(text !== undefined && { body: text }),
});

export const problemToGateway = (problem: Problem): object => ({
  statusCode: problem.status,
  headers: { "cache-control": "no-store", "content-type": "application/problem+json" },
  body: JSON.stringify(problem),
});
