import type { IncomingMessage } from "node:http";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { FaultError } from "../../runtime/errors";
import { ENDPOINT_ANSWER_MS } from "../../runtime/time-budget";
import { withTimeLimit } from "../../runtime/time-limit";

const LARGEST_ANSWER = 64 * 1_024;

export interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

interface Posted {
  readonly token: string;
  readonly body: string;
  /** Authorities beside which none counts. */
  readonly ca: string | undefined;
}

/** Posts JSON, once and to this address alone: a redirection is an answer like others. */
export const post = (url: URL, posted: Posted, deadline: AbortSignal): Promise<Answer> =>
  withTimeLimit(ENDPOINT_ANSWER_MS, deadline, (signal) => send(url, posted, signal));

function send(url: URL, { token, body, ca }: Posted, signal: AbortSignal): Promise<Answer> {
  const request = url.protocol === "http:" ? overHttp : overHttps;
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        accept: "application/json",
      },
      agent: false,
      ca,
      rejectUnauthorized: true,
      signal,
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      read(response).then((text) => resolve({ status: response.statusCode, body: text }), reject);
    });
    outgoing.end(body);
  }).catch((cause) => {
    if (cause instanceof FaultError) throw cause;
    throw new FaultError(
      signal.aborted ? "the endpoint does not answer in time" : "the endpoint cannot be reached",
      {
        cause,
      },
    );
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > LARGEST_ANSWER)
      throw new FaultError(`the endpoint answers with more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
