import { isHeaderValue, type S3Request } from "./request";
import { invalidArgument, S3Error } from "./s3-error";

const CONTENT = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];
const METADATA = "x-amz-meta-";
const MOST_METADATA = 2_048;

/** The headers of metadata, which operations that write an object take. */
export const METADATA_HEADERS: readonly string[] = [`${METADATA}*`];

/** The headers that an object is kept with, and comes back with. */
export function headersToKeep({ headers }: Pick<S3Request, "headers">): Readonly<Record<string, string>> {
  const metadata = [...headers].filter(([name]) => name.startsWith(METADATA));
  const size = metadata.reduce(
    (sum, [name, value]) => sum + name.length - METADATA.length + Buffer.byteLength(value, "latin1"),
    0,
  );
  if (size > MOST_METADATA)
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
  const content = CONTENT.flatMap((name) => {
    const value = name === "content-encoding" ? encodingOf(headers) : headers.get(name);
    return value ? [[name, value]] : [];
  });
  return { "content-type": "binary/octet-stream", ...Object.fromEntries([...content, ...metadata]) };
}

/** Content is stored without its chunks, so their encoding is left out. */
const encodingOf = (headers: S3Request["headers"]): string | undefined =>
  headers
    .get("content-encoding")
    ?.split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "aws-chunked")
    .join(",");

export const OVERRIDES: readonly string[] = CONTENT.map((name) => `response-${name}`);

/** The headers that a request wants instead of the object's. */
export const overridesIn = ({ parameters }: S3Request): Readonly<Record<string, string>> =>
  Object.fromEntries(
    CONTENT.flatMap((name) => {
      const value = parameters.get(`response-${name}`);
      if (value !== undefined && !isHeaderValue(value))
        throw invalidArgument(`response-${name}`, "The value cannot be that of a header");
      return value === undefined ? [] : [[name, value]];
    }),
  );
