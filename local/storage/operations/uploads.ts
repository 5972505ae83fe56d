import { randomBytes } from "node:crypto";
import { CHECKSUM_HEADERS } from "../checksums";
import type { Files, ObjectAddress, Upload } from "../files";
import { headersToKeep, METADATA_HEADERS } from "../object-headers";
import { onObject, type PlannedRequest, type S3Operation, xmlAnswer } from "../operation";
import { checksumOf } from "../payload";
import { invalidArgument, noSuchUpload } from "../s3-error";
import { xmlDocument } from "../xml";

export const createUpload: S3Operation = {
  name: "CreateMultipartUpload",
  method: "POST",
  on: "object",
  marks: ["uploads"],
  parameters: [],
  // Which digest the parts come with shows when they come.
  headers: [...METADATA_HEADERS, "x-amz-checksum-algorithm", "x-amz-checksum-type"],
  plan(request) {
    const { bucket, key } = request;
    const kept = headersToKeep(request);
    return {
      deeds: [onObject("s3:PutObject", { bucket, key })],
      async carryOut({ files, now }) {
        const id = randomBytes(32).toString("base64url");
        files.begin({ id, bucket, key, initiated: now().toISOString(), headers: kept });
        return xmlAnswer(
          xmlDocument("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id }),
        );
      },
    };
  },
};

const MOST_PARTS = 10_000;

export const uploadPart: S3Operation = {
  name: "UploadPart",
  method: "PUT",
  on: "object",
  marks: ["uploadId", "partNumber"],
  parameters: [],
  headers: CHECKSUM_HEADERS,
  plan(request) {
    const { bucket, key, payload, parameters } = request;
    const number = Number(parameters.get("partNumber"));
    if (!/^\d{1,5}$/.test(parameters.get("partNumber") ?? "") || number < 1 || number > MOST_PARTS)
      throw invalidArgument(
        "partNumber",
        `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
      );
    const checksum = checksumOf(payload);
    const uploadId = uploadIdIn(request);
    return {
      deeds: [onObject("s3:PutObject", { bucket, key })],
      async carryOut({ files, now }) {
        findUpload(files, uploadId, { bucket, key });
        const blob = await files.blobs.write(payload.content);
        // It may have come to its end meanwhile.
        if (files.upload(uploadId) === undefined) {
          files.blobs.remove(blob);
          throw noSuchUpload(uploadId);
        }
        const etag = `"${blob.md5}"`;
        files.putPart({ uploadId, number, blob, etag, modified: now().toISOString(), checksum });
        return {
          status: 200,
          headers: { etag, ...(checksum && { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }) },
        };
      },
    };
  },
};

export const abortUpload: S3Operation = {
  name: "AbortMultipartUpload",
  method: "DELETE",
  on: "object",
  marks: ["uploadId"],
  parameters: [],
  headers: [],
  plan(request) {
    const { bucket, key } = request;
    const uploadId = uploadIdIn(request);
    return {
      deeds: [onObject("s3:AbortMultipartUpload", { bucket, key })],
      async carryOut({ files }) {
        files.end(findUpload(files, uploadId, { bucket, key }));
        return { status: 204, headers: {} };
      },
    };
  },
};

export const uploadIdIn = ({ parameters }: PlannedRequest): string => parameters.get("uploadId") ?? "";

/** The id alone opens nothing: an upload belongs to the key that the deed is about. */
export function findUpload(files: Files, id: string, { bucket, key }: ObjectAddress): Upload {
  const upload = files.upload(id);
  if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload(id);
  return upload;
}
