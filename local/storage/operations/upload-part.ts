import type { Bytes } from "../blobs";
import { CHECKSUM_HEADERS } from "../checksums";
import { checkSource, SOURCE_CONDITIONS } from "../conditions";
import { type Desk, onObject, type PlannedRequest, type S3Operation, xmlAnswer } from "../operation";
import { type Checksum, checksumOf } from "../payload";
import { readWholeRange } from "../range";
import { invalidArgument, noSuchUpload } from "../s3-error";
import { xmlDocument } from "../xml";
import { originalOf, SOURCE, sourceOf } from "./copy-object";
import { findUpload, uploadIdIn } from "./uploads";

const MOST_PARTS = 10_000;
const HEEDED = { method: "PUT", on: "object", parameters: [] } as const;

export const uploadPart: S3Operation = {
  ...HEEDED,
  name: "UploadPart",
  marks: ["uploadId", "partNumber"],
  headers: CHECKSUM_HEADERS,
  plan(request) {
    const { bucket, key, payload } = request;
    const target = targetOf(request);
    const checksum = checksumOf(payload);
    return {
      deeds: [onObject("s3:PutObject", { bucket, key })],
      async carryOut(desk) {
        findUpload(desk.files, target.uploadId, { bucket, key });
        const { etag } = await keepPart(desk, target, payload.content, checksum);
        return {
          status: 200,
          headers: { etag, ...(checksum && { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }) },
        };
      },
    };
  },
};

const RANGE = "x-amz-copy-source-range";

export const uploadPartCopy: S3Operation = {
  ...HEEDED,
  name: "UploadPartCopy",
  marks: ["uploadId", "partNumber", SOURCE],
  headers: [...SOURCE_CONDITIONS, RANGE],
  plan(request) {
    const { bucket, key, headers } = request;
    const target = targetOf(request);
    const source = sourceOf(request);
    return {
      deeds: [onObject("s3:GetObject", source), onObject("s3:PutObject", { bucket, key })],
      async carryOut(desk) {
        findUpload(desk.files, target.uploadId, { bucket, key });
        const original = await originalOf(source, desk);
        checkSource(headers, original);
        const span = readWholeRange(RANGE, headers.get(RANGE), original.blob.size);
        const { etag, modified } = await keepPart(desk, target, desk.files.blobs.read(original.blob, span));
        return xmlAnswer(xmlDocument("CopyPartResult", { LastModified: modified, ETag: etag }));
      },
    };
  },
};

interface Target {
  readonly uploadId: string;
  readonly number: number;
}

function targetOf(request: PlannedRequest): Target {
  const written = request.parameters.get("partNumber") ?? "";
  const number = Number(written);
  if (!/^\d{1,5}$/.test(written) || number < 1 || number > MOST_PARTS)
    throw invalidArgument(
      "partNumber",
      `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
    );
  return { uploadId: uploadIdIn(request), number };
}

async function keepPart(
  { files, now }: Pick<Desk, "files" | "now">,
  { uploadId, number }: Target,
  content: Bytes,
  checksum?: Checksum,
) {
  const blob = await files.blobs.write(content);
  // The upload may have come to its end meanwhile.
  if (files.upload(uploadId) === undefined) {
    files.blobs.remove(blob);
    throw noSuchUpload(uploadId);
  }
  const part = { uploadId, number, blob, etag: `"${blob.md5}"`, modified: now().toISOString(), checksum };
  files.putPart(part);
  return part;
}
