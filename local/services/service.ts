import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { listenDeferred } from "../deferred-server";
import { parseJson } from "../json";
import { isObject, type Json } from "../stack/properties";
import { forThisComputer } from "../this-computer";

/** A service of AWS, so far as functions call it, imitated at an address of this computer. */
export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

/** A request of an SDK: what is called, `AWSEvents.PutEvents` or `POST /v2/email/outbound-emails`, and with what. */
export interface Call {
  readonly operation: string;
  readonly input: Json;
}

/** What a service answers instead of a result. */
export class ServiceError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export const notImitated = (what: string): ServiceError =>
  new ServiceError("InvalidAction", `${what} is not imitated`);

/** Only the functions know its path, so that nobody else on this computer reads secrets or writes in their name. */
export async function startService(answer: (call: Call) => Json): Promise<Service> {
  const server = await listenDeferred(0);
  const path = `/${randomBytes(16).toString("hex")}`;
  server.answerWith(
    forThisComputer([], async (request, response) => {
      if (!request.url?.startsWith(path)) {
        response.writeHead(403).end();
        return;
      }
      const { status, body } = await outcomeOf(async () => answer(await readCall(request, path)));
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-requestid": randomUUID(),
        ...(status >= 400 && { "x-amzn-errortype": String(body.__type) }),
      });
      response.end(JSON.stringify(body));
    }),
  );
  return { url: `${server.url}${path}`, stop: server.close };
}

async function readCall(request: IncomingMessage, path: string): Promise<Call> {
  const input = parseJson((await readText(request)) || "{}");
  if (!isObject(input)) throw new ServiceError("SerializationException", "The request is not an object");
  const target = request.headers["x-amz-target"];
  return {
    operation: typeof target === "string" ? target : `${request.method} ${request.url?.slice(path.length)}`,
    input,
  };
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Any other error is a mistake in the imitation, or in the file that it reads. */
async function outcomeOf(result: () => Promise<Json>): Promise<{ status: number; body: Json }> {
  try {
    return { status: 200, body: await result() };
  } catch (error) {
    if (!(error instanceof ServiceError)) console.error(error);
    const { type, message, status } =
      error instanceof ServiceError
        ? error
        : new ServiceError("InternalFailure", "The local service has failed", 500);
    return { status, body: { __type: type, message } };
  }
}
