import { createHash } from "node:crypto";
import { CHECKSUM_HEADERS, CHECKSUMS } from "./checksums";
import type { S3Request } from "./request";
import { invalidRequest, notImitated, S3Error } from "./s3-error";

/** The content that a request brings, and what it says about it in its headers and after its last chunk. */
export interface Payload {
  readonly content: Buffer;
  readonly headers: ReadonlyMap<string, string>;
}

/** Kept in memory while it is checked; S3 itself would take 5 GB. */
export const LARGEST_REQUEST = 100 * 1_024 * 1_024;

export const entityTooLarge = (): S3Error =>
  new S3Error(
    "EntityTooLarge",
    "Your proposed upload exceeds the maximum allowed size: this laptop takes 100 MB in one request, and larger files in parts",
    400,
    { MaxSizeAllowed: String(LARGEST_REQUEST) },
  );

const CHUNKED = new Set([
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
]);

/** Takes the chunks apart in which SDKs send what they only read once. */
export function readPayload({ headers, body }: Pick<S3Request, "headers" | "body">): Payload {
  const hash = headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
  if (CHUNKED.has(hash)) return readChunks(headers, body);
  if (hash !== "UNSIGNED-PAYLOAD" && !/^[0-9a-f]{64}$/.test(hash))
    throw notImitated(`the x-amz-content-sha256 ${hash}`);
  if (headers.get("content-encoding")?.includes("aws-chunked"))
    throw invalidRequest("The body is in chunks, and x-amz-content-sha256 does not say so");
  return { content: body, headers };
}

function readChunks(headers: ReadonlyMap<string, string>, body: Buffer): Payload {
  const contents: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const [, size] =
      /^([0-9a-f]{1,8})(;chunk-signature=[0-9a-f]{64})?$/i.exec(
        body.toString("latin1", at, Math.max(at, end)),
      ) ?? [];
    if (size === undefined) throw incompleteBody();
    const start = end + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      const content = Buffer.concat(contents);
      if (headers.get("x-amz-decoded-content-length") !== String(content.length)) throw incompleteBody();
      return { content, headers: new Map([...headers, ...readTrailers(body.subarray(start), headers)]) };
    }
    at = start + length + 2;
    if (body.toString("latin1", at - 2, at) !== "\r\n") throw incompleteBody();
    contents.push(body.subarray(start, start + length));
  }
}

/** Only what `x-amz-trailer` announces, which is signed, and only checksums. */
function readTrailers(
  rest: Buffer,
  headers: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const announced = headers.get("x-amz-trailer")?.toLowerCase();
  const trailers = rest
    .toString("latin1")
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("x-amz-trailer-signature:"))
    .map((line) => {
      const [, name = "", value = ""] = /^([^:]+):\s*(.*?)\s*$/.exec(line) ?? [];
      if (name.toLowerCase() !== announced || !CHECKSUM_HEADERS.includes(announced))
        throw new S3Error(
          "MalformedTrailerError",
          "The request contained trailing data that was not well-formed",
        );
      return [name.toLowerCase(), value] as const;
    });
  if (trailers.length !== (announced === undefined ? 0 : 1))
    throw new S3Error("MalformedTrailerError", "The trailer that x-amz-trailer announces is missing");
  return trailers;
}

const incompleteBody = (): S3Error =>
  new S3Error(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
  );

export interface Checksum {
  readonly algorithm: string;
  readonly value: string;
}

/** The digest in `x-amz-checksum-<algorithm>`. */
export function checksumOf({ headers }: Payload): Checksum | undefined {
  const [given, ...others] = Object.keys(CHECKSUMS).flatMap((algorithm) => {
    const value = headers.get(`x-amz-checksum-${algorithm}`);
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (others.length > 0)
    throw invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  return given;
}

/** Fails if the content is not what the request says it is. */
export function checkDigests(payload: Payload, body: Buffer): void {
  const { headers, content } = payload;
  const hash = headers.get("x-amz-content-sha256") ?? "";
  if (/^[0-9a-f]{64}$/.test(hash) && createHash("sha256").update(body).digest("hex") !== hash)
    throw new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const md5 = headers.get("content-md5");
  if (md5 !== undefined && !/^[A-Za-z0-9+/]{22}==$/.test(md5))
    throw new S3Error("InvalidDigest", "The Content-MD5 you specified is not valid.");
  if (md5 !== undefined && createHash("md5").update(content).digest("base64") !== md5)
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  const checksum = checksumOf(payload);
  if (checksum !== undefined && CHECKSUMS[checksum.algorithm]?.(content) !== checksum.value)
    throw new S3Error(
      "BadDigest",
      `The ${checksum.algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
}
