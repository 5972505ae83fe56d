import type { Readable } from "node:stream";
import type { Deed } from "../identity/access";
import type { Files, ObjectAddress } from "./files";
import type { Payload } from "./payload";
import type { S3Request } from "./request";

/** One of S3's operations: how it is told from the others, what of a request it heeds, and what it does. */
export interface S3Operation {
  /** S3's name of the operation. */
  readonly name: string;
  readonly method: string;
  readonly on: "bucket" | "object";
  /** Parameters and headers that make a request this one. */
  readonly marks: readonly string[];
  /** The further parameters that it takes. Other ones would ask for something else, and are refused. */
  readonly parameters: readonly string[];
  /** The headers that it takes, of those that S3 might act upon. */
  readonly headers: readonly string[];
  plan(request: PlannedRequest): Plan;
}

export interface PlannedRequest extends S3Request {
  readonly payload: Payload;
}

/** What a request is going to do. The gatekeeper and the operation get it from the same parsed request. */
export interface Plan {
  /** Checked before anything is carried out. With `one by one`, the operation checks and answers each deed itself. */
  readonly deeds: readonly [Deed, ...Deed[]] | "one by one";
  carryOut(desk: Desk): Promise<S3Answer>;
}

/** What operations work with. */
export interface Desk {
  readonly files: Files;
  readonly region: string;
  readonly accountId: string;
  readonly now: () => Date;
  /** Fails unless the sender of the request may do this as well. */
  readonly ask: (deeds: readonly Deed[]) => Promise<void>;
  readonly hasBucket: (name: string) => boolean;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}

export const xmlAnswer = (body: string, headers: Readonly<Record<string, string>> = {}): S3Answer => ({
  status: 200,
  headers: { "content-type": "application/xml", ...headers },
  body,
});

const arnOf = (bucket: string): string => `arn:aws:s3:::${bucket}`;

export const onObject = (action: string, { bucket, key }: ObjectAddress): Deed => ({
  action,
  resource: `${arnOf(bucket)}/${key}`,
  context: {},
});

/** A request that names an access list needs the right to write such lists as well, even if the list changes nothing. */
export const onWrittenObject = ({ bucket, key, headers }: S3Request): readonly [Deed, ...Deed[]] => [
  onObject("s3:PutObject", { bucket, key }),
  ...(headers.has("x-amz-acl") ? [onObject("s3:PutObjectAcl", { bucket, key })] : []),
];

export const onBucket = (action: string, bucket: string, context: Deed["context"] = {}): Deed => ({
  action,
  resource: arnOf(bucket),
  context,
});
