import type { S3Operation } from "./operation";
import { getBucketLocation, headBucket } from "./operations/buckets";
import { completeUpload } from "./operations/complete-upload";
import { copyObject } from "./operations/copy-object";
import { deleteObject, deleteObjects } from "./operations/delete-objects";
import { getObject, headObject } from "./operations/get-object";
import { listObjects, listObjectsV2 } from "./operations/list-objects";
import { listMultipartUploads, listParts } from "./operations/list-uploads";
import { putObject } from "./operations/put-object";
import { uploadPart, uploadPartCopy } from "./operations/upload-part";
import { abortUpload, createUpload } from "./operations/uploads";
import type { S3Request } from "./request";
import { notImitated } from "./s3-error";

const OPERATIONS: readonly S3Operation[] = [
  abortUpload,
  completeUpload,
  copyObject,
  createUpload,
  deleteObject,
  deleteObjects,
  getBucketLocation,
  getObject,
  headBucket,
  headObject,
  listMultipartUploads,
  listObjects,
  listObjectsV2,
  listParts,
  putObject,
  uploadPart,
  uploadPartCopy,
];

/** Headers that change nothing here, with the values with which they do not. */
const WITHOUT_EFFECT: Readonly<Record<string, readonly string[] | "any">> = {
  "x-amz-acl": ["private", "bucket-owner-full-control"],
  "x-amz-content-sha256": "any",
  "x-amz-date": "any",
  "x-amz-decoded-content-length": "any",
  "x-amz-expected-bucket-owner": "any",
  "x-amz-sdk-checksum-algorithm": "any",
  "x-amz-security-token": "any",
  "x-amz-server-side-encryption": ["AES256"],
  "x-amz-source-expected-bucket-owner": "any",
  "x-amz-storage-class": ["STANDARD"],
  "x-amz-tagging-directive": ["COPY"],
  "x-amz-trailer": "any",
  "x-amz-user-agent": "any",
};

/** The operation that a request asks for. A request that asks for anything more is refused, and never carried out in part. */
export function findOperation(request: S3Request): S3Operation {
  const { method, key, parameters, headers } = request;
  const on = key === "" ? "bucket" : "object";
  const has = (name: string) => parameters.has(name) || headers.has(name);
  const [operation] = OPERATIONS.filter(
    (candidate) => candidate.method === method && candidate.on === on && candidate.marks.every(has),
  ).sort((one, other) => other.marks.length - one.marks.length);
  const [strange] = [...parameters.keys()].filter((name) => !operation || !isHeeded(operation, name));
  if (strange !== undefined)
    throw notImitated(`${method} of an ${on} with the parameter ${strange}`.replace("an b", "a b"));
  if (operation === undefined)
    throw notImitated(`${method} of ${on === "bucket" ? "a bucket" : "an object"}`);
  for (const [name, value] of headers) {
    if (!mayChangeAnAnswer(name) || isHeededHeader(operation, name)) continue;
    const harmless = Object.hasOwn(WITHOUT_EFFECT, name) ? WITHOUT_EFFECT[name] : undefined;
    if (harmless === undefined) throw notImitated(`${operation.name} with the header ${name}`);
    if (harmless !== "any" && !harmless.includes(value)) throw notImitated(`the ${name} ${value}`);
  }
  return operation;
}

const isHeeded = ({ marks, parameters }: S3Operation, name: string): boolean =>
  marks.includes(name) || parameters.includes(name);

const mayChangeAnAnswer = (header: string): boolean =>
  header.startsWith("x-amz-") || header.startsWith("if-");

/** A star stands for whatever comes behind. */
const isHeededHeader = ({ marks, headers }: S3Operation, name: string): boolean =>
  marks.includes(name) ||
  headers.some((heeded) => (heeded.endsWith("*") ? name.startsWith(heeded.slice(0, -1)) : heeded === name));
