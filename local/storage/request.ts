import type { SignedRequest } from "../identity/access";
import { invalidArgument, invalidRequest, notImitated, S3Error } from "./s3-error";

/** A request as S3 reads it. It is parsed once, so that the check and the operation see the same request. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Decoded; empty for a request about the bucket. */
  readonly key: string;
  /** The parameters, decoded, without those of the signature. */
  readonly parameters: ReadonlyMap<string, string>;
  /** By names in lower case; those that a presigned address carries in its query are among them. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came, perhaps in signed chunks. */
  readonly body: Buffer;
}

const LONGEST_KEY = 1_024;

/** Say who signs, or which method of an SDK is at work, and nothing about what is to happen. */
const OF_THE_SIGNATURE = new Set([
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Date",
  "X-Amz-Expires",
  "X-Amz-Security-Token",
  "X-Amz-Signature",
  "X-Amz-SignedHeaders",
  "x-id",
]);

export function readRequest({ method, target, headers, body }: SignedRequest): S3Request {
  const [, path, query = ""] = /^(\/[^?#]*)(?:\?([^#]*))?$/.exec(target) ?? [];
  const [, encodedBucket = "", encodedKey = ""] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path ?? "") ?? [];
  if (path === undefined) throw invalidUri();
  const key = readKey(encodedKey, invalidUri);
  const bucket = readBucket(encodedBucket);
  const parameters = readQuery(query);
  const effective = new Map(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  if (parameters.has("X-Amz-Signature")) moveToHeaders(parameters, effective);
  for (const name of OF_THE_SIGNATURE) parameters.delete(name);
  return { method, bucket, key, parameters, headers: effective, body };
}

/** Names a bucket that may exist. Anything else in its place would mean something else in an ARN. */
function readBucket(encoded: string): string {
  if (encoded === "") throw notImitated("requests without a bucket, such as ListBuckets");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(encoded))
    throw new S3Error("InvalidBucketName", "The specified bucket is not valid.", 400, {
      BucketName: encoded,
    });
  return encoded;
}

/** Every key stands for itself: dots, slashes and whatever else is in it mean nothing. */
function readKey(encoded: string, mistake: () => S3Error): string {
  const key = decode(encoded, mistake);
  const bytes = Buffer.byteLength(key);
  if (bytes > LONGEST_KEY)
    throw new S3Error("KeyTooLongError", "Your key is too long", 400, {
      Size: String(bytes),
      MaxSizeAllowed: String(LONGEST_KEY),
    });
  return key;
}

/** The object that a copy is made of: `<bucket>/<key>`, encoded as in a path. */
export function readCopySource(source: string): { readonly bucket: string; readonly key: string } {
  const mistake = () =>
    invalidArgument(
      "x-amz-copy-source",
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    );
  if (source.includes("?")) throw notImitated("versions in x-amz-copy-source");
  const [, bucket = "", encodedKey = ""] = /^\/?([^/]+)\/(.+)$/s.exec(source) ?? [];
  if (encodedKey === "") throw mistake();
  return { bucket: readBucket(bucket), key: readKey(encodedKey, mistake) };
}

/** A repeated parameter is refused: two readers could each take a different value. */
function readQuery(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split("&").filter((each) => each !== "")) {
    const [, name = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(pair.replaceAll("+", " ")) ?? [];
    const decoded = decode(name, invalidUri);
    if (parameters.has(decoded)) throw invalidArgument(decoded, "The parameter is given twice");
    parameters.set(decoded, decode(value, invalidUri));
  }
  return parameters;
}

/**
 * A presigned address may carry headers of S3 in its query, and they count like headers. Checksums do not: SDKs sign that of an
 * empty body when they do not know the body yet, and S3 overlooks it.
 */
function moveToHeaders(parameters: Map<string, string>, headers: Map<string, string>): void {
  for (const [name, value] of [...parameters]) {
    const header = name.toLowerCase();
    if (!header.startsWith("x-amz-") || OF_THE_SIGNATURE.has(name)) continue;
    parameters.delete(name);
    if (/^x-amz-(sdk-)?checksum-(?!mode$)/.test(header)) continue;
    if ((headers.get(header) ?? value) !== value)
      throw invalidRequest(`${header} is in the address and among the headers, with different values`);
    if (!isHeaderValue(value)) throw invalidArgument(name, "The value cannot be that of a header");
    headers.set(header, value);
  }
}

/** Whether Node takes it for the value of a header. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

function decode(encoded: string, mistake: () => S3Error): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw mistake();
  }
}

const invalidUri = (): S3Error => new S3Error("InvalidURI", "Couldn't parse the specified URI.");
