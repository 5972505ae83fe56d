import { request as send } from "node:http";
import { buffer } from "node:stream/consumers";
import { S3Client } from "@aws-sdk/client-s3";
import { AccessError, type Deed } from "../../../local/identity/access";
import type { BucketSettings } from "../../../local/stack/bucket-settings";
import { type StorageOptions, type StorageRefusal, startStorage } from "../../../local/storage/storage";

export const NOW = new Date("2026-05-01T12:00:00.000Z");
export const Bucket = "files";
export const OTHER_BUCKET = "other-files";

export const bucket = (name: string, cors: BucketSettings["cors"] = []): BucketSettings => ({
  id: "Files",
  name,
  cors,
});

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A storage whose gatekeeper writes down what it is asked, and lets pass what the test allows. */
export async function startTestStorage({
  buckets = [bucket(Bucket), bucket(OTHER_BUCKET)],
  ...options
}: Partial<StorageOptions> & { readonly buckets?: readonly BucketSettings[] } = {}) {
  const asked: string[] = [];
  const refusals: StorageRefusal[] = [];
  const denials: string[] = [];
  const gate = { allows: (_: Deed): boolean => true, passes: true };
  const storage = await startStorage(buckets, {
    gatekeeper: async (_, deeds) => {
      asked.push(...deeds.map(describe));
      const error = !gate.passes
        ? new AccessError("SignatureDoesNotMatch", "The signature does not match")
        : new AccessError("AccessDenied", "Access Denied");
      if (gate.passes && deeds.every(gate.allows)) return;
      denials.push(error.code);
      throw error;
    },
    region: "eu-central-1",
    accountId: "123456789012",
    now: () => NOW,
    onRefusal: (refusal) => refusals.push(refusal),
    ...options,
  });
  const client = new S3Client({
    endpoint: storage.url,
    region: "eu-central-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
  return {
    url: storage.url,
    client,
    /** What the gatekeeper was asked since the last question: `s3:GetObject <resource> {context}`. */
    asked: () => asked.splice(0),
    refusals,
    /** The codes of the errors with which the gatekeeper has let nobody pass. */
    denials,
    gate,
    /** A request as nobody's client would send it: nothing in the path is touched. */
    raw: (path: string, request: RawRequest = {}) => rawRequest(storage.url, path, request),
    async stop() {
      client.destroy();
      await storage.stop();
    },
  };
}

export type TestStorage = Awaited<ReturnType<typeof startTestStorage>>;

const describe = ({ action, resource, context }: Deed): string =>
  `${action} ${resource}${Object.keys(context).length > 0 ? ` ${JSON.stringify(context)}` : ""}`;

function rawRequest(
  url: string,
  path: string,
  { method = "GET", headers, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, path, method, ...(headers && { headers }) }, async (response) => {
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: (await buffer(response)).toString(),
      });
    });
    request.on("error", reject).end(body);
  });
}

/** The code of an error in S3's XML. */
export const codeOf = ({ body }: Pick<RawAnswer, "body">): string | undefined =>
  /<Code>(.*?)<\/Code>/.exec(body)?.[1];
