import {
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  SelectObjectContentCommand,
} from "@aws-sdk/client-s3";
import { Bucket, codeOf, startTestStorage, type TestStorage } from "./test-storage";

let storage: TestStorage;
beforeAll(async () => {
  storage = await startTestStorage();
  await storage.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "words" }));
});
afterAll(() => storage.stop());
beforeEach(() => {
  storage.asked();
  storage.refusals.splice(0);
});

const Key = "a";
type Send = (client: TestStorage["client"]) => Promise<unknown>;
const put = (more: Partial<PutObjectCommandInput>) => (client: TestStorage["client"]) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: "others", ...more }));

test.each<[string, Send, string]>([
  ["buckets", (client) => client.send(new ListBucketsCommand()), "ListBuckets"],
  ["a bucket", (client) => client.send(new CreateBucketCommand({ Bucket: "another" })), "PUT of a bucket"],
  ["the CORS of a bucket", (client) => client.send(new GetBucketCorsCommand({ Bucket })), "cors"],
  ["the policy of a bucket", (client) => client.send(new GetBucketPolicyCommand({ Bucket })), "policy"],
  ["versioning", (client) => client.send(new GetBucketVersioningCommand({ Bucket })), "versioning"],
  ["versions", (client) => client.send(new ListObjectVersionsCommand({ Bucket })), "versions"],
  ["a version", (client) => client.send(new GetObjectCommand({ Bucket, Key, VersionId: "1" })), "versionId"],
  ["a part", (client) => client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 1 })), "partNumber"],
  ["access lists", (client) => client.send(new GetObjectAclCommand({ Bucket, Key })), "acl"],
  [
    "access lists, written",
    (client) => client.send(new PutObjectAclCommand({ Bucket, Key, ACL: "private" })),
    "acl",
  ],
  ["tags", (client) => client.send(new GetObjectTaggingCommand({ Bucket, Key })), "tagging"],
  [
    "tags, written",
    (client) => client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [] } })),
    "tagging",
  ],
  [
    "attributes",
    (client) => client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ["ETag"] })),
    "attributes",
  ],
  [
    "questions",
    (client) =>
      client.send(
        new SelectObjectContentCommand({
          Bucket,
          Key,
          Expression: "SELECT *",
          ExpressionType: "SQL",
          InputSerialization: {},
          OutputSerialization: {},
        }),
      ),
    "select",
  ],
  ["a public object", put({ ACL: "public-read" }), "x-amz-acl public-read"],
  [
    "a grant",
    put({ GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }),
    "x-amz-grant-read",
  ],
  ["an object with tags", put({ Tagging: "a=b" }), "x-amz-tagging"],
  ["another storage class", put({ StorageClass: "GLACIER" }), "x-amz-storage-class GLACIER"],
  ["encryption by KMS", put({ ServerSideEncryption: "aws:kms" }), "x-amz-server-side-encryption aws:kms"],
  [
    "a key of one's own",
    put({ SSECustomerAlgorithm: "AES256" }),
    "x-amz-server-side-encryption-customer-algorithm",
  ],
  ["a lock", put({ ObjectLockMode: "GOVERNANCE" }), "x-amz-object-lock-mode"],
  ["a redirect", put({ WebsiteRedirectLocation: "/b" }), "x-amz-website-redirect-location"],
  ["an object in place of a known one", put({ IfMatch: '"a"' }), "if-match"],
  ["a condition that S3 does not know here", put({ IfNoneMatch: '"a"' }), "If-None-Match other than *"],
  ["appending", put({ WriteOffsetBytes: 5 }), "x-amz-write-offset-bytes"],
])("%s: refused by name, before anybody is asked, and nothing changes", async (_, send, words) => {
  await expect(send(storage.client)).rejects.toMatchObject({
    name: "NotImplemented",
    message: expect.stringContaining(words),
    $metadata: { httpStatusCode: 501 },
  });
  expect(storage.asked()).toEqual([]);
  expect(storage.refusals).toMatchObject([{ code: "NotImplemented" }]);
  expect((await storage.raw("/files/a")).body).toBe("words");
});

test("what changes nothing here passes", async () => {
  for (const more of [
    { ACL: "private" },
    { ACL: "bucket-owner-full-control" },
    { StorageClass: "STANDARD" },
    { ServerSideEncryption: "AES256" },
    { ExpectedBucketOwner: "123456789012" },
  ] as const)
    await put(more)(storage.client);
  await put({ Body: "words" })(storage.client);
});

test("another owner of the bucket is denied", async () => {
  await expect(put({ ExpectedBucketOwner: "999999999999" })(storage.client)).rejects.toMatchObject({
    name: "AccessDenied",
  });
});

test.each([
  ["POST", "/files", ""],
  ["POST", "/files/a", ""],
  ["PATCH", "/files/a", ""],
  ["DELETE", "/files", ""],
  ["PUT", "/files", ""],
  ["GET", "/files/a?unheard-of", "unheard-of"],
  ["GET", "/files/a?uploads", "uploads"],
  ["GET", "/files?list-type=2&Prefix=acme/", "Prefix"],
  ["GET", "/files?uploads&delimiter=/", "delimiter"],
  ["DELETE", "/files/a?versionId=1", "versionId"],
  ["PUT", "/files/a?uploadId=1", "uploadId"],
])("%s %s is refused", async (method, written, words) => {
  const answer = await storage.raw(written, { method, headers: { "content-length": "0" } });
  expect([answer.status, codeOf(answer)]).toEqual([501, "NotImplemented"]);
  expect(answer.body).toContain(words);
  expect(storage.asked()).toEqual([]);
});

test("a bucket in the host name is refused, with what helps", async () => {
  for (const host of ["files.localhost:20005", "files.localhost", "a.files.localhost"]) {
    const answer = await storage.raw("/a", { headers: { host } });
    expect([answer.status, codeOf(answer)]).toEqual([501, "NotImplemented"]);
    expect(answer.body).toContain("set forcePathStyle");
  }
  expect((await storage.raw("/files/a", { headers: { host: "localhost:20005" } })).status).toBe(200);
});

test("whoever asks by a name that is not this computer's is refused", async () => {
  for (const host of ["evil.example", "localhost.evil.example", "files.s3.amazonaws.com"])
    expect((await storage.raw("/files/a", { headers: { host } })).status).toBe(403);
  expect(storage.asked()).toEqual([]);
});

test("errors are S3's: a code, a message and the id of the request", async () => {
  const answer = await storage.raw("/files/missing");
  const id = answer.headers["x-amz-request-id"];
  expect(id).toMatch(/^[0-9A-F]{16}$/);
  expect(answer).toMatchObject({
    status: 404,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>missing</Key><Resource>/files/missing</Resource><RequestId>${id}</RequestId><HostId>${id}</HostId></Error>`,
  });
});

test("what is told of a refusal holds no signature", async () => {
  await storage.raw("/files/missing?X-Amz-Signature=0123&X-Amz-Security-Token=secret");
  expect(storage.refusals).toEqual([
    {
      method: "GET",
      path: "/files/missing",
      code: "NoSuchKey",
      message: "The specified key does not exist.",
    },
  ]);
});

test("DeleteObjects without a digest, without keys, with too many or with versions is refused", async () => {
  const remove = async (body: string, headers = {}) =>
    codeOf(
      await storage.raw("/files?delete", {
        method: "POST",
        body,
        headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
      }),
    );
  const one = "<Object><Key>a</Key></Object>";
  const crc32 = { "x-amz-checksum-crc32": "AAAAAA==" };
  expect(await remove(`<Delete>${one}</Delete>`)).toBe("InvalidRequest");
  expect(await remove(`<Delete>${one}</Delete>`, crc32)).toBe("BadDigest");
  expect(await remove("<Delete></Delete>", crc32)).toBe("MalformedXML");
  expect(await remove(`<Delete>${one.repeat(1_001)}</Delete>`, crc32)).toBe("MalformedXML");
  expect(await remove("<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>", crc32)).toBe(
    "MalformedXML",
  );
  expect(await remove("<Delete><Object><Key>a</Key><VersionId>1</VersionId></Object></Delete>", crc32)).toBe(
    "NotImplemented",
  );
  expect((await storage.raw("/files/a")).body).toBe("words");
});
