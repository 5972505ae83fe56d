import { CONDITIONS, isKnown } from "../conditions";
import type { ObjectAddress, StoredObject } from "../files";
import { OVERRIDES, overridesIn } from "../object-headers";
import {
  type Desk,
  onBucket,
  onObject,
  type Plan,
  type PlannedRequest,
  type S3Operation,
} from "../operation";
import { readRange } from "../range";
import { noSuchKey } from "../s3-error";

const HEEDED = {
  on: "object",
  marks: [],
  parameters: OVERRIDES,
  headers: [...CONDITIONS, "if-range", "x-amz-checksum-mode"],
} as const;

export const getObject: S3Operation = { ...HEEDED, name: "GetObject", method: "GET", plan: planToRead };
export const headObject: S3Operation = { ...HEEDED, name: "HeadObject", method: "HEAD", plan: planToRead };

function planToRead(request: PlannedRequest): Plan {
  const { bucket, key, method, headers } = request;
  const overrides = overridesIn(request);
  return {
    deeds: [onObject("s3:GetObject", { bucket, key })],
    async carryOut(desk) {
      const object = desk.files.object({ bucket, key }) ?? (await missing({ bucket, key }, desk));
      const tags = { etag: object.etag, "last-modified": httpDate(object), "accept-ranges": "bytes" };
      if (isKnown(headers, object)) return { status: 304, headers: tags };
      const { size } = object.blob;
      const span = readRange(
        isStillWanted(headers.get("if-range"), object) ? headers.get("range") : "",
        size,
      );
      const shows = headers.get("x-amz-checksum-mode") === "ENABLED" && span === undefined;
      return {
        status: span === undefined ? 200 : 206,
        headers: {
          ...object.headers,
          ...overrides,
          ...tags,
          ...(shows && checksumHeaders(object)),
          "content-length": String(span === undefined ? size : span.last - span.first + 1),
          ...(span !== undefined && { "content-range": `bytes ${span.first}-${span.last}/${size}` }),
        },
        ...(method === "GET" && { body: desk.files.blobs.read(object.blob, span) }),
      };
    },
  };
}

/** Only a caller who may list the bucket learns that there is no such object. */
export async function missing({ bucket, key }: ObjectAddress, { ask }: Desk): Promise<never> {
  const occasion = `nothing is at ${key}, which S3 tells only those who may list the whole bucket`;
  await ask([{ ...onBucket("s3:ListBucket", bucket), occasion }]);
  throw noSuchKey(key);
}

/** If-Range: a range is only useful if the object has not changed since. */
const isStillWanted = (condition: string | undefined, object: StoredObject): boolean =>
  condition === undefined || condition === object.etag || condition === httpDate(object);

const httpDate = ({ modified }: StoredObject): string => new Date(modified).toUTCString();

export const checksumHeaders = ({
  checksum,
}: Pick<StoredObject, "checksum">): Readonly<Record<string, string>> =>
  checksum === undefined
    ? {}
    : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, "x-amz-checksum-type": "FULL_OBJECT" };
