import { createHash } from "node:crypto";
import { CHECKSUMS, elementOf } from "../checksums";
import type { Files, Part } from "../files";
import { onObject, type S3Operation, xmlAnswer } from "../operation";
import { malformedXml, notImitated, S3Error } from "../s3-error";
import { type Element, readXml, textIn, xmlDocument } from "../xml";
import { refuseSecond, wantsNew } from "./put-object";
import { findUpload, uploadIdIn } from "./uploads";

/** What a client says about a part that it has sent. */
interface Named {
  readonly number: number;
  readonly etag: string;
  readonly checksums: Readonly<Record<string, string>>;
}

const SMALLEST_PART = 5 * 1_024 * 1_024;

export const completeUpload: S3Operation = {
  name: "CompleteMultipartUpload",
  method: "POST",
  on: "object",
  marks: ["uploadId"],
  parameters: [],
  headers: ["if-none-match", "x-amz-checksum-type", "x-amz-mp-object-size"],
  plan(request) {
    const { bucket, key, headers } = request;
    const uploadId = uploadIdIn(request);
    const isNew = wantsNew(request);
    const named = readParts(readXml(request.payload.content));
    const size = headers.get("x-amz-mp-object-size");
    return {
      deeds: [onObject("s3:PutObject", { bucket, key })],
      async carryOut({ files, now }) {
        const upload = findUpload(files, uploadId, { bucket, key });
        const parts = chosenParts(named, files.parts(uploadId));
        const total = parts.reduce((sum, { blob }) => sum + blob.size, 0);
        if (size !== undefined && size !== String(total))
          throw new S3Error(
            "InvalidRequest",
            "The provided x-amz-mp-object-size does not match what was computed.",
          );
        const blob = await files.blobs.write(oneAfterAnother(files, parts));
        const giveUp = () => files.blobs.remove(blob);
        if (!isAsItWas(files, uploadId, parts)) {
          giveUp();
          throw new S3Error(
            "OperationAborted",
            "A conflicting operation is in progress against this upload",
            409,
          );
        }
        if (isNew) refuseSecond(files, { bucket, key }, giveUp);
        const etag = `"${md5OfAll(parts)}-${parts.length}"`;
        files.put({ bucket, key, blob, etag, modified: now().toISOString(), headers: upload.headers });
        files.end(upload);
        return xmlAnswer(
          xmlDocument("CompleteMultipartUploadResult", {
            Location: `/${bucket}/${key}`,
            Bucket: bucket,
            Key: key,
            ETag: etag,
          }),
        );
      },
    };
  },
};

function readParts(root: Element): readonly Named[] {
  if (root.name !== "CompleteMultipartUpload" || root.children.length === 0) throw malformedXml();
  const parts = root.children.map(readPart);
  if (parts.some(({ number }, index) => index > 0 && number <= (parts[index - 1]?.number ?? 0)))
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. The parts list must be specified in order by part number.",
    );
  return parts;
}

function readPart(part: Element): Named {
  const [number, etag] = [textIn(part, "PartNumber"), textIn(part, "ETag")];
  if (part.name !== "Part" || etag === undefined || !/^\d{1,5}$/.test(number ?? "")) throw malformedXml();
  const checksums = Object.fromEntries(
    Object.keys(CHECKSUMS).flatMap((algorithm) => {
      const value = textIn(part, elementOf(algorithm));
      return value === undefined ? [] : [[algorithm, value]];
    }),
  );
  if (part.children.length !== 2 + Object.keys(checksums).length)
    throw notImitated("CompleteMultipartUpload with other elements in a part");
  return { number: Number(number), etag: etag.replaceAll('"', ""), checksums };
}

/** The parts that were sent, as the client names them: it may leave some out. */
function chosenParts(named: readonly Named[], sent: readonly Part[]): readonly Part[] {
  const byNumber = new Map(sent.map((part) => [part.number, part]));
  return named.map(({ number, etag, checksums }, index) => {
    const part = byNumber.get(number);
    const isTheSame = Object.entries(checksums).every(
      ([algorithm, value]) => part?.checksum?.algorithm === algorithm && part.checksum.value === value,
    );
    if (part === undefined || part.blob.md5 !== etag || !isTheSame)
      throw new S3Error(
        "InvalidPart",
        "One or more of the specified parts could not be found. The part might not have been uploaded, or the specified entity tag might not have matched the part's entity tag.",
        400,
        { PartNumber: String(number) },
      );
    if (part.blob.size < SMALLEST_PART && index < named.length - 1)
      throw new S3Error(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        400,
        {
          PartNumber: String(number),
          ProposedSize: String(part.blob.size),
          MinSizeAllowed: String(SMALLEST_PART),
        },
      );
    return part;
  });
}

async function* oneAfterAnother({ blobs }: Files, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const { blob } of parts) yield* blobs.read(blob) as AsyncIterable<Buffer>;
}

/** Somebody may have ended it, or sent a part again, while the parts were put together. */
function isAsItWas(files: Files, uploadId: string, parts: readonly Part[]): boolean {
  const now = new Set(files.parts(uploadId));
  return files.upload(uploadId) !== undefined && parts.every((part) => now.has(part));
}

const md5OfAll = (parts: readonly Part[]): string =>
  createHash("md5")
    .update(Buffer.from(parts.map(({ blob }) => blob.md5).join(""), "hex"))
    .digest("hex");
