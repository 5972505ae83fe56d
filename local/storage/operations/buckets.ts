import { onBucket, type S3Operation, xmlAnswer } from "../operation";
import { S3Error } from "../s3-error";
import { xmlDocument } from "../xml";

const HEEDED = { on: "bucket", parameters: [], headers: [] } as const;

export const headBucket: S3Operation = {
  ...HEEDED,
  name: "HeadBucket",
  method: "HEAD",
  marks: [],
  plan: ({ bucket }) => ({
    deeds: [onBucket("s3:ListBucket", bucket)],
    carryOut: async ({ region }) => ({ status: 200, headers: { "x-amz-bucket-region": region } }),
  }),
};

export const getBucketLocation: S3Operation = {
  ...HEEDED,
  name: "GetBucketLocation",
  method: "GET",
  marks: ["location"],
  plan: ({ bucket }) => ({
    deeds: [onBucket("s3:GetBucketLocation", bucket)],
    // The oldest region has no name here.
    carryOut: async ({ region }) =>
      xmlAnswer(xmlDocument("LocationConstraint", region === "us-east-1" ? "" : region)),
  }),
};

export const noSuchBucket = (name: string): S3Error =>
  new S3Error("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: name });
