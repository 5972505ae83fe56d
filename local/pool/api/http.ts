import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CognitoError, invalidParameter } from "./errors";

export const AMZ_JSON = "application/x-amz-json-1.1";
const LARGEST_BODY = 1_000_000;
const LONGEST_HEADER = 1_024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw invalidParameter("The request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new CognitoError("SerializationException", "The request is not JSON");
  }
}

/** The one place that turns errors into answers. An error that is not one of Cognito's is a bug of the local pool. */
export function sendError(response: ServerResponse, error: unknown): void {
  const known =
    error instanceof CognitoError
      ? error
      : new CognitoError("InternalErrorException", "The local user pool has failed", 500);
  if (known !== error) console.error(error);
  response.setHeader("x-amzn-errortype", known.type);
  // The message may quote a request of any length, and characters that no URI can hold.
  response.setHeader("x-amzn-errormessage", encodeURI(known.message.toWellFormed()).slice(0, LONGEST_HEADER));
  send(response, known.status, { __type: known.type, message: known.message }, AMZ_JSON);
}

export function send(
  response: ServerResponse,
  status: number,
  body?: unknown,
  type = "application/json",
): void {
  response.setHeader("x-amzn-requestid", randomUUID());
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}
