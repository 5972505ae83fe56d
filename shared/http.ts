import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Authorities beside which none counts. */
  readonly ca?: string | undefined;
  /** In bytes. An answer that is longer is an error. */
  readonly largestAnswer: number;
}

export interface HttpAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

export class LongAnswerError extends Error {}

/**
 * Asks once, and this address alone: a redirection is an answer like others. Each request has a connection of its own, because
 * one that is kept may be dead when Lambda wakes the function up. The SDK needs these modules of Node anyway; `fetch` would
 * load so much more at its first call that a function takes half as long again to start.
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
    // Whoever leaves the loop ends the answer, too.
    if (length > most) throw new LongAnswerError(`the answer has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
