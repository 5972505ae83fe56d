import { checkSource, SOURCE_CONDITIONS } from "../conditions";
import type { ObjectAddress, StoredObject } from "../files";
import { headersToKeep, METADATA_HEADERS } from "../object-headers";
import {
  type Desk,
  onObject,
  onWrittenObject,
  type PlannedRequest,
  type S3Operation,
  xmlAnswer,
} from "../operation";
import { readCopySource } from "../request";
import { invalidArgument, invalidRequest } from "../s3-error";
import { xmlDocument } from "../xml";
import { noSuchBucket } from "./buckets";
import { missing } from "./get-object";

export const SOURCE = "x-amz-copy-source";
const DIRECTIVE = "x-amz-metadata-directive";

export const copyObject: S3Operation = {
  name: "CopyObject",
  method: "PUT",
  on: "object",
  marks: [SOURCE],
  parameters: [],
  headers: [...METADATA_HEADERS, ...SOURCE_CONDITIONS, DIRECTIVE],
  plan(request) {
    const { bucket, key, headers } = request;
    const source = sourceOf(request);
    const directive = headers.get(DIRECTIVE) ?? "COPY";
    if (directive !== "COPY" && directive !== "REPLACE")
      throw invalidArgument(DIRECTIVE, "Unknown metadata directive.");
    const own = directive === "REPLACE" ? headersToKeep(request) : undefined;
    if (own === undefined && source.bucket === bucket && source.key === key)
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    return {
      deeds: [onObject("s3:GetObject", source), ...onWrittenObject(request)],
      async carryOut(desk) {
        const { files, now } = desk;
        const original = await originalOf(source, desk);
        checkSource(headers, original);
        const blob = await files.blobs.write(files.blobs.read(original.blob));
        const copy = {
          ...original,
          ...{ bucket, key, blob },
          etag: `"${blob.md5}"`,
          modified: now().toISOString(),
          headers: own ?? original.headers,
        };
        files.put(copy);
        return xmlAnswer(xmlDocument("CopyObjectResult", { LastModified: copy.modified, ETag: copy.etag }));
      },
    };
  },
};

export const sourceOf = ({ headers }: PlannedRequest): ObjectAddress =>
  readCopySource(headers.get(SOURCE) ?? "");

export async function originalOf(source: ObjectAddress, desk: Desk): Promise<StoredObject> {
  if (!desk.hasBucket(source.bucket)) throw noSuchBucket(source.bucket);
  return desk.files.object(source) ?? missing(source, desk);
}
