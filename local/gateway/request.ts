import type { IncomingMessage } from "node:http";

/** A request as the gateway reads it. */
export interface GatewayRequest {
  readonly method: string;
  /** As it was sent, because segments are separated before they are decoded. */
  readonly encodedPath: string;
  readonly path: string;
  readonly rawQueryString: string;
  /** Decoded, in the order of the request. */
  readonly query: Values;
  /** By names in lower case, without the headers of the connection. */
  readonly headers: Values;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly port: number;
}

export type Values = ReadonlyMap<string, readonly string[]>;

export interface Body {
  /** Undefined if there is no body. */
  readonly text: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly bytes: number;
}

export const LARGEST_BODY = 10 * 1_024 * 1_024;
const LARGEST_HEADERS = 10_240;

const OF_THE_CONNECTION = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** A request that repeats one of these is refused: two readers could each take a different value. */
const SINGLE = ["authorization", "content-type", "host", "origin"];

/** Bodies of all other types, forms included, reach the function as base64, and so do those without a type. */
const TEXT_TYPE = /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i;

/** Undefined if the path is missing or cannot be decoded, or if a header comes twice that may come only once. */
export function readRequest(message: IncomingMessage): GatewayRequest | undefined {
  const { method = "GET", url = "", socket } = message;
  const [, encodedPath = "", rawQueryString = ""] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  const path = decodePath(encodedPath);
  if (path === undefined || !path.startsWith("/")) return undefined;
  const headers = collect(headersOf(message));
  if (SINGLE.some((name) => (headers.get(name)?.length ?? 0) > 1)) return undefined;
  return {
    method,
    encodedPath,
    path,
    rawQueryString,
    query: collect([...new URLSearchParams(rawQueryString)]),
    headers,
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: (socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    port: socket.localPort ?? 0,
  };
}

/** Whether the request exceeds API Gateway's limit for the request line and the values of the headers. */
export function hasTooLargeHeaders({
  method = "",
  url = "",
  httpVersion,
  rawHeaders,
}: IncomingMessage): boolean {
  const line = `${method} ${url} HTTP/${httpVersion}`;
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  return values.reduce((size, value) => size + value.length, line.length) > LARGEST_HEADERS;
}

/** Undefined if it is too large. It is read to its end even then, because a client that is still sending reads no answer. */
export async function readBody(message: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BODY) chunks.push(chunk);
  }
  if (bytes > LARGEST_BODY) return undefined;
  if (bytes === 0) return { text: undefined, isBase64Encoded: false, bytes };
  const isText = TEXT_TYPE.test(message.headers["content-type"] ?? "");
  return {
    text: Buffer.concat(chunks).toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
    bytes,
  };
}

function decodePath(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

const headersOf = ({ rawHeaders }: IncomingMessage): readonly (readonly [string, string])[] =>
  rawHeaders.flatMap((name, index) => {
    const value = rawHeaders[index + 1];
    const lower = name.toLowerCase();
    return index % 2 === 1 || value === undefined || OF_THE_CONNECTION.has(lower) ? [] : [[lower, value]];
  });

function collect(entries: readonly (readonly [string, string])[]): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
