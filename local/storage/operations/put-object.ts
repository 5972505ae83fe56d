import { CHECKSUM_HEADERS } from "../checksums";
import type { Files, ObjectAddress } from "../files";
import { headersToKeep, METADATA_HEADERS } from "../object-headers";
import { onWrittenObject, type S3Operation } from "../operation";
import { checksumOf } from "../payload";
import type { S3Request } from "../request";
import { notImitated, preconditionFailed } from "../s3-error";
import { checksumHeaders } from "./get-object";

export const putObject: S3Operation = {
  name: "PutObject",
  method: "PUT",
  on: "object",
  marks: [],
  parameters: [],
  headers: [...METADATA_HEADERS, ...CHECKSUM_HEADERS, "if-none-match"],
  plan(request) {
    const { bucket, key, payload } = request;
    const kept = headersToKeep(request);
    const checksum = checksumOf(payload);
    const isNew = wantsNew(request);
    return {
      deeds: onWrittenObject(request),
      async carryOut({ files, now }) {
        const blob = await files.blobs.write(payload.content);
        const etag = `"${blob.md5}"`;
        if (isNew) refuseSecond(files, { bucket, key }, () => files.blobs.remove(blob));
        files.put({ bucket, key, blob, etag, modified: now().toISOString(), headers: kept, checksum });
        return { status: 200, headers: { etag, ...checksumHeaders({ checksum }) } };
      },
    };
  },
};

/** Whether the object is to be written only where there is none. */
export function wantsNew({ headers }: S3Request): boolean {
  const condition = headers.get("if-none-match");
  if (condition !== undefined && condition !== "*") throw notImitated("an If-None-Match other than *");
  return condition !== undefined;
}

/** Checked right before the object is written, so that one of two concurrent writers is refused. */
export function refuseSecond(files: Files, address: ObjectAddress, giveUp: () => void): void {
  if (files.object(address) === undefined) return;
  giveUp();
  throw preconditionFailed("If-None-Match");
}
