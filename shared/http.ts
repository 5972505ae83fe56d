import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** If given, the only authorities that are trusted. */
  readonly ca?: string | undefined;
  /** In bytes. A longer answer is an error. */
  readonly largestAnswer: number;
}

export interface HttpAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

export class LongAnswerError extends Error {}

/**
 * Sends one request and follows no redirection. Each request has its own connection, because a kept one may be dead
 * when Lambda wakes the function up. `fetch` is not used: its first call would load so much that a cold start takes
 * half as long again. The SDK loads these modules anyway.
 */
export const sendRequest = (
  url: URL,
  { method, headers, body, ca, largestAnswer }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === "http:" ? overHttp : overHttps;
    const outgoing = request(url, { method, headers, agent: false, ca, rejectUnauthorized: true, signal });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      read(response, largestAnswer).then(
        (text) => resolve({ status: response.statusCode, body: text }),
        reject,
      );
    });
    outgoing.end(body);
  });

async function read(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    // Leaving the loop also closes the answer.
    if (length > most) throw new LongAnswerError(`the answer has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
