import { randomBytes } from "node:crypto";
import type { Files, ObjectAddress, Upload } from "../files";
import { headersToKeep, METADATA_HEADERS } from "../object-headers";
import { onObject, onWrittenObject, type PlannedRequest, type S3Operation, xmlAnswer } from "../operation";
import { noSuchUpload } from "../s3-error";
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
      deeds: onWrittenObject(request),
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

/** The id alone is not enough: the upload must belong to the key that was checked. */
export function findUpload(files: Files, id: string, { bucket, key }: ObjectAddress): Upload {
  const upload = files.upload(id);
  if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload(id);
  return upload;
}
