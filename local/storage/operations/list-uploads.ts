import { elementOf } from "../checksums";
import { onBucket, onObject, type S3Operation, xmlAnswer } from "../operation";
import { invalidArgument } from "../s3-error";
import { xmlDocument } from "../xml";
import { readLimit, writer } from "./list-objects";
import { findUpload, uploadIdIn } from "./uploads";

export const listParts: S3Operation = {
  name: "ListParts",
  method: "GET",
  on: "object",
  marks: ["uploadId"],
  parameters: ["max-parts", "part-number-marker"],
  headers: [],
  plan(request) {
    const { bucket, key, parameters } = request;
    const uploadId = uploadIdIn(request);
    const limit = readLimit(parameters, "max-parts");
    const marker = Number(parameters.get("part-number-marker") ?? 0);
    if (!Number.isSafeInteger(marker)) throw invalidArgument("part-number-marker", "Not a part number");
    return {
      deeds: [onObject("s3:ListMultipartUploadParts", { bucket, key })],
      async carryOut({ files }) {
        findUpload(files, uploadId, { bucket, key });
        const following = files.parts(uploadId).filter(({ number }) => number > marker);
        const parts = following.slice(0, limit);
        return xmlAnswer(
          xmlDocument("ListPartsResult", {
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            PartNumberMarker: marker,
            NextPartNumberMarker: parts.at(-1)?.number,
            MaxParts: limit,
            IsTruncated: following.length > parts.length,
            Part: parts.map(({ number, modified, etag, blob, checksum }) => ({
              PartNumber: number,
              LastModified: modified,
              ETag: etag,
              Size: blob.size,
              ...(checksum && { [elementOf(checksum.algorithm)]: checksum.value }),
            })),
            StorageClass: "STANDARD",
          }),
        );
      },
    };
  },
};

export const listMultipartUploads: S3Operation = {
  name: "ListMultipartUploads",
  method: "GET",
  on: "bucket",
  marks: ["uploads"],
  parameters: ["encoding-type", "key-marker", "max-uploads", "prefix", "upload-id-marker"],
  headers: [],
  plan(request) {
    const { bucket, parameters } = request;
    const limit = readLimit(parameters, "max-uploads");
    const written = writer(request);
    const prefix = parameters.get("prefix") ?? "";
    const [keyMarker, idMarker] = [parameters.get("key-marker"), parameters.get("upload-id-marker")];
    return {
      deeds: [onBucket("s3:ListBucketMultipartUploads", bucket)],
      async carryOut({ files }) {
        const orderOf = (key: string, id: string) => Buffer.from(`${key}\0${id}`);
        // Without an id, all uploads of that key have been listed already.
        const after = keyMarker === undefined ? undefined : orderOf(keyMarker, idMarker ?? "\u{10ffff}");
        const following = files
          .uploadsIn(bucket)
          .filter(({ key }) => key.startsWith(prefix))
          .map((upload) => ({ upload, order: orderOf(upload.key, upload.id) }))
          .filter(({ order }) => after === undefined || Buffer.compare(order, after) > 0)
          .sort((one, other) => Buffer.compare(one.order, other.order))
          .map(({ upload }) => upload);
        const uploads = following.slice(0, limit);
        const isTruncated = following.length > uploads.length;
        const last = isTruncated ? uploads.at(-1) : undefined;
        return xmlAnswer(
          xmlDocument("ListMultipartUploadsResult", {
            Bucket: bucket,
            KeyMarker: written(keyMarker ?? ""),
            UploadIdMarker: idMarker ?? "",
            NextKeyMarker: last && written(last.key),
            NextUploadIdMarker: last?.id,
            Prefix: written(prefix),
            EncodingType: parameters.get("encoding-type"),
            MaxUploads: limit,
            IsTruncated: isTruncated,
            Upload: uploads.map(({ key, id, initiated }) => ({
              Key: written(key),
              UploadId: id,
              StorageClass: "STANDARD",
              Initiated: initiated,
            })),
          }),
        );
      },
    };
  },
};
