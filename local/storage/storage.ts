import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { listenDeferred } from "../deferred-server";
import { AccessError, type Gatekeeper, type SignedRequest } from "../identity/access";
import type { BucketSettings } from "../stack/bucket-settings";
import { byLoopbackName } from "../this-computer";
import { corsHeaders, preflightAnswer } from "./cors";
import { type Files, openFiles } from "./files";
import { findOperation } from "./find-operation";
import type { Desk, S3Answer } from "./operation";
import { noSuchBucket } from "./operations/buckets";
import { checkDigests, entityTooLarge, LARGEST_REQUEST, readPayload } from "./payload";
import { readRequest, type S3Request } from "./request";
import { notImitated, S3Error } from "./s3-error";
import { xmlDocument } from "./xml";

export interface StorageOptions {
  /** Decides who may do what. Nothing happens before it has been asked. */
  readonly gatekeeper: Gatekeeper;
  readonly region: string;
  readonly accountId: string;
  /** Where the files are kept; without it, they are in memory. */
  readonly folder?: string;
  /** Without it, any that is free. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Receives every refused request, except those that the gatekeeper refuses and reports itself. */
  readonly onRefusal?: (refusal: StorageRefusal) => void;
}

export interface StorageRefusal {
  readonly method: string;
  /** Without the query, which may hold a signature. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** An embedded S3, in path style: `/<bucket>/<key>`. */
export interface Storage {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startStorage(
  buckets: readonly BucketSettings[],
  { folder, port = 0, ...options }: StorageOptions,
): Promise<Storage> {
  const server = await listenDeferred(port);
  const files = await openOrClose(() => openFiles(folder), server.close);
  const byName = new Map(buckets.map((bucket) => [bucket.name, bucket]));
  const running = new Set<Promise<void>>();
  server.answerWith(
    byLoopbackName((request, response) => {
      const run = serve({ ...options, files, buckets: byName }, request, response).finally(() =>
        running.delete(run),
      );
      running.add(run);
    }),
  );
  return {
    url: server.url,
    async stop() {
      await server.close();
      await Promise.all(running);
      files.close();
    },
  };
}

async function openOrClose<Opened>(open: () => Opened, close: () => Promise<void>): Promise<Opened> {
  try {
    return open();
  } catch (error) {
    await close();
    throw error;
  }
}

interface Service extends Omit<StorageOptions, "folder" | "port"> {
  readonly files: Files;
  readonly buckets: ReadonlyMap<string, BucketSettings>;
}

async function serve(service: Service, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "" } = message;
  const requestId = randomBytes(8).toString("hex").toUpperCase();
  let answer: S3Answer;
  try {
    answer = await answerTo(service, await receive(message));
    // Nothing is acknowledged that a power cut could still undo.
    await service.files.settled();
  } catch (thrown) {
    // The client has gone away: it needs no answer, and this is no fault.
    if (message.destroyed && !message.complete) return;
    const error = s3ErrorOf(thrown);
    if (error === undefined) console.error(thrown);
    const told =
      error ?? new S3Error("InternalError", "We encountered an internal error. Please try again.", 500);
    const path = url.replace(/\?.*$/s, "");
    const { code, message: words, reason = words } = told;
    if (!(thrown instanceof AccessError)) service.onRefusal?.({ method, path, code, message: reason });
    answer = errorAnswer(told, path, requestId);
  }
  for (const [name, value] of Object.entries({ ...answer.headers, ...corsOf(service, message) }))
    response.setHeader(name, value);
  response.setHeader("server", "AmazonS3");
  response.setHeader("x-amz-request-id", requestId);
  response.setHeader("x-amz-id-2", requestId);
  response.statusCode = answer.status;
  if (answer.body === undefined || typeof answer.body === "string") response.end(answer.body);
  // A client may go away in the middle of a file.
  else await pipeline(answer.body, response).catch(() => response.destroy());
}

/** Even a request that is too large is read to its end, because a client that is still sending reads no answer. */
async function receive(message: IncomingMessage): Promise<SignedRequest> {
  const { method = "", url = "", headers } = message;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_REQUEST) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > LARGEST_REQUEST) throw entityTooLarge();
  return { method, target: url, headers, body: Buffer.concat(chunks) };
}

async function answerTo(service: Service, signed: SignedRequest): Promise<S3Answer> {
  refuseVirtualHosts(signed);
  const request = readRequest(signed);
  const bucket = service.buckets.get(request.bucket);
  if (request.method === "OPTIONS") return preflightAnswer(bucket?.cors, request.headers);
  const operation = findOperation(request);
  const payload = readPayload(request);
  if (operation.method === "PUT") requireLength(request);
  const { deeds, carryOut } = operation.plan({ ...request, payload });
  const ask: Desk["ask"] = (asked) => service.gatekeeper(signed, asked);
  if (deeds !== "one by one") await ask(deeds);
  checkDigests(payload, request.body);
  if (bucket === undefined) throw noSuchBucket(request.bucket);
  checkOwners(request, service.accountId);
  return carryOut({
    files: service.files,
    region: service.region,
    accountId: service.accountId,
    now: service.now ?? (() => new Date()),
    ask,
    hasBucket: (name) => service.buckets.has(name),
  });
}

/** `<bucket>.localhost` would lead here as well, and the path would then be read as another bucket. */
function refuseVirtualHosts({ headers: { host = "" } }: SignedRequest): void {
  if (/\.localhost(:\d+)?$/i.test(host))
    throw notImitated(`the bucket in the host name ${host}: set forcePathStyle, so that it is in the path`);
}

function requireLength({ headers }: S3Request): void {
  if (!headers.has("content-length") && !headers.has("x-amz-decoded-content-length"))
    throw new S3Error("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
}

function checkOwners({ headers }: S3Request, accountId: string): void {
  for (const name of ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"])
    if ((headers.get(name) ?? accountId) !== accountId)
      throw new S3Error("AccessDenied", "Access Denied", 403);
}

function s3ErrorOf(error: unknown): S3Error | undefined {
  if (error instanceof AccessError) return new S3Error(error.code, error.message, error.status);
  return error instanceof S3Error ? error : undefined;
}

const errorAnswer = (
  { code, message, status, details }: S3Error,
  resource: string,
  requestId: string,
): S3Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: xmlDocument(
    "Error",
    { Code: code, Message: message, ...details, Resource: resource, RequestId: requestId, HostId: requestId },
    "",
  ),
});

/** A page that may read answers may read errors too. */
function corsOf(
  { buckets }: Service,
  { method = "", url = "", headers }: IncomingMessage,
): S3Answer["headers"] {
  if (method === "OPTIONS") return {};
  const [, name = ""] = /^\/([^/?]*)/.exec(url) ?? [];
  const origin = headers.origin === undefined ? [] : ([["origin", headers.origin]] as const);
  return corsHeaders(buckets.get(name)?.cors, method, new Map(origin));
}
