import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { Bucket, NOW, OTHER_BUCKET, startTestStorage, type TestStorage } from "./test-storage";

let storage: TestStorage;
beforeEach(async () => {
  storage = await startTestStorage();
});
afterEach(() => storage.stop());

const put = (Key: string, Body: string | Buffer = "words", more: Partial<PutObjectCommandInput> = {}) =>
  storage.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  storage.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const textOf = async (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  (await get(Key, more)).Body?.transformToString();

/** The md5 digest of "words". */
const ETAG = '"89759e1284e2479b991d2669de104942"';

test("an object comes back as it was put, with everything that was said about it", async () => {
  const about = {
    CacheControl: "max-age=60",
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentEncoding: "identity",
    ContentLanguage: "en",
    ContentType: "text/plain; charset=utf-8",
    Metadata: { colour: "green", size: "large" },
  };
  const { ETag } = await put("acme/shared/a.txt", "words", about);
  const object = await get("acme/shared/a.txt");
  expect(object).toMatchObject({
    ...about,
    ETag,
    ContentLength: 5,
    LastModified: NOW,
    AcceptRanges: "bytes",
  });
  expect(await object.Body?.transformToString()).toBe("words");
  const head = await storage.client.send(new HeadObjectCommand({ Bucket, Key: "acme/shared/a.txt" }));
  expect(head).toMatchObject({ ...about, ETag, ContentLength: 5, LastModified: NOW });
});

test("a later object replaces the earlier one, with what was said about that", async () => {
  await put("a", "first", { Metadata: { colour: "green" } });
  await put("a", "second");
  const object = await get("a");
  expect(object.Metadata).toEqual({});
  expect(object.ContentType).toBe("application/octet-stream");
  expect(await object.Body?.transformToString()).toBe("second");
});

test("an empty object is one", async () => {
  await put("empty", Buffer.alloc(0));
  expect(await textOf("empty")).toBe("");
});

test("an object that is not there is NoSuchKey for those who may list the bucket, and denied to others", async () => {
  await expect(get("missing")).rejects.toThrow(NoSuchKey);
  await expect(storage.client.send(new HeadObjectCommand({ Bucket, Key: "missing" }))).rejects.toMatchObject({
    name: "NotFound",
  });
  storage.gate.allows = ({ action }) => action !== "s3:ListBucket";
  storage.asked();
  await expect(get("missing")).rejects.toMatchObject({
    name: "AccessDenied",
    $metadata: { httpStatusCode: 403 },
  });
  expect(storage.asked()).toEqual([
    "s3:GetObject arn:aws:s3:::files/missing",
    "s3:ListBucket arn:aws:s3:::files",
  ]);
  await expect(storage.client.send(new HeadObjectCommand({ Bucket, Key: "missing" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    storage.client.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: "files/missing" })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
});

test.each([
  ["bytes=0-1", "wo", "bytes 0-1/5"],
  ["bytes=3-", "ds", "bytes 3-4/5"],
  ["bytes=3-99", "ds", "bytes 3-4/5"],
  ["bytes=-2", "ds", "bytes 3-4/5"],
  ["bytes=-99", "words", "bytes 0-4/5"],
  ["bytes=4-4", "s", "bytes 4-4/5"],
])("the range %s is a part", async (Range, text, ContentRange) => {
  await put("a");
  const object = await get("a", { Range });
  expect(object).toMatchObject({
    ContentRange,
    ContentLength: text.length,
    $metadata: { httpStatusCode: 206 },
  });
  expect(await object.Body?.transformToString()).toBe(text);
});

test("a range behind the end is refused, and what is no range is overlooked", async () => {
  await put("a");
  await put("empty", Buffer.alloc(0));
  await expect(get("a", { Range: "bytes=5-" })).rejects.toMatchObject({
    name: "InvalidRange",
    $metadata: { httpStatusCode: 416 },
  });
  await expect(get("a", { Range: "bytes=-0" })).rejects.toMatchObject({ name: "InvalidRange" });
  await expect(get("empty", { Range: "bytes=0-0" })).rejects.toMatchObject({ name: "InvalidRange" });
  for (const Range of ["bytes=0-1,3-4", "bytes=3-1", "lines=1-2", "bytes=-"])
    expect(await textOf("a", { Range })).toBe("words");
});

test("conditions decide whether an object is sent", async () => {
  const { ETag } = await put("a");
  const earlier = new Date(NOW.getTime() - 1_000);
  const outcome = (conditions: Partial<GetObjectCommandInput>) =>
    get("a", conditions).then(
      () => 200,
      (error) => error.$metadata.httpStatusCode,
    );
  expect(await outcome({ IfMatch: ETag })).toBe(200);
  expect(await outcome({ IfMatch: "*" })).toBe(200);
  expect(await outcome({ IfMatch: '"other"' })).toBe(412);
  expect(await outcome({ IfNoneMatch: ETag })).toBe(304);
  expect(await outcome({ IfNoneMatch: `"other", ${ETag}` })).toBe(304);
  expect(await outcome({ IfNoneMatch: '"other"' })).toBe(200);
  expect(await outcome({ IfModifiedSince: NOW })).toBe(304);
  expect(await outcome({ IfModifiedSince: earlier })).toBe(200);
  expect(await outcome({ IfUnmodifiedSince: earlier })).toBe(412);
  expect(await outcome({ IfUnmodifiedSince: NOW })).toBe(200);
  // A tag says more than a date.
  expect(await outcome({ IfMatch: ETag, IfUnmodifiedSince: earlier })).toBe(200);
  expect(await outcome({ IfNoneMatch: '"other"', IfModifiedSince: NOW })).toBe(200);
});

test("the rest of an object that has changed since is sent whole", async () => {
  const { ETag = "" } = await put("a");
  const rest = (condition: string) =>
    storage.raw("/files/a", { headers: { range: "bytes=3-", "if-range": condition } });
  expect(await rest(ETag)).toMatchObject({ status: 206, body: "ds" });
  expect(await rest('"other"')).toMatchObject({ status: 200, body: "words" });
});

test("a request may want other headers than the object's", async () => {
  await put("a", "words", { ContentType: "text/plain" });
  const wanted = {
    ResponseCacheControl: "no-store",
    ResponseContentDisposition: 'attachment; filename="b"',
    ResponseContentType: "text/html",
  };
  expect(await get("a", wanted)).toMatchObject({
    CacheControl: "no-store",
    ContentDisposition: 'attachment; filename="b"',
    ContentType: "text/html",
  });
  expect(await storage.raw("/files/a?response-content-type=a%0D%0Ax-evil:1")).toMatchObject({ status: 400 });
});

test("an object is put only where there is none, if that is wanted", async () => {
  const IfNoneMatch = "*";
  await put("a", "first", { IfNoneMatch });
  await expect(put("a", "second", { IfNoneMatch })).rejects.toMatchObject({
    name: "PreconditionFailed",
    $metadata: { httpStatusCode: 412 },
  });
  expect(await textOf("a")).toBe("first");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => put("b", String(index), { IfNoneMatch })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("an object is deleted, and one that is not there as well", async () => {
  await put("a");
  const remove = () => storage.client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
  await expect(get("a")).rejects.toThrow(NoSuchKey);
});

test("many are deleted at once, and whoever may not delete one hears of that one", async () => {
  for (const key of ["a", "b", "c&<d>"]) await put(key);
  storage.gate.allows = ({ resource }) => !resource.endsWith("/b");
  const remove = (Quiet: boolean) =>
    storage.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Quiet, Objects: ["a", "b", "c&<d>", "missing"].map((Key) => ({ Key })) },
      }),
    );
  const { Deleted, Errors } = await remove(false);
  expect(Deleted?.map(({ Key }) => Key)).toEqual(["a", "c&<d>", "missing"]);
  expect(Errors).toEqual([{ Key: "b", Code: "AccessDenied", Message: "Access Denied" }]);
  expect((await remove(true)).Deleted).toBeUndefined();
  storage.gate.allows = () => true;
  expect(await textOf("b")).toBe("words");
  await expect(get("a")).rejects.toThrow(NoSuchKey);
});

test("a copy has the headers of its source, or its own", async () => {
  const { ETag } = await put("a b+c", "words", { ContentType: "text/plain", Metadata: { colour: "green" } });
  const copy = (Key: string, more = {}) =>
    storage.client.send(
      new CopyObjectCommand({
        Bucket: OTHER_BUCKET,
        Key,
        CopySource: `files/${encodeURIComponent("a b+c")}`,
        ...more,
      }),
    );
  const copied = (Key: string) => storage.client.send(new HeadObjectCommand({ Bucket: OTHER_BUCKET, Key }));
  expect((await copy("same")).CopyObjectResult).toEqual({ ETag, LastModified: NOW });
  expect(await copied("same")).toMatchObject({
    ContentType: "text/plain",
    Metadata: { colour: "green" },
    ETag,
  });
  await copy("own", { MetadataDirective: "REPLACE", ContentType: "text/html" });
  expect(await copied("own")).toMatchObject({ ContentType: "text/html", Metadata: {} });
  await expect(copy("no", { CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  await expect(copy("no", { CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  await copy("yes", { CopySourceIfMatch: ETag });
});

test("an object is copied to itself only to change its headers", async () => {
  await put("a");
  const copy = (more = {}) =>
    storage.client.send(new CopyObjectCommand({ Bucket, Key: "a", CopySource: "/files/a", ...more }));
  await expect(copy()).rejects.toMatchObject({ name: "InvalidRequest" });
  await copy({ MetadataDirective: "REPLACE", ContentType: "text/html" });
  expect(await get("a")).toMatchObject({ ContentType: "text/html" });
  expect(await textOf("a")).toBe("words");
});

test("what does not exist is named", async () => {
  await expect(
    storage.client.send(new CopyObjectCommand({ Bucket, Key: "a", CopySource: "nowhere/a" })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
  await expect(
    storage.client.send(new PutObjectCommand({ Bucket: "nowhere", Key: "a", Body: "words" })),
  ).rejects.toMatchObject({ name: "NoSuchBucket", BucketName: "nowhere" });
  await expect(storage.client.send(new HeadBucketCommand({ Bucket: "nowhere" }))).rejects.toMatchObject({
    name: "NotFound",
  });
});

test("a bucket says where it is", async () => {
  expect(await storage.client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
    BucketRegion: "eu-central-1",
  });
  expect(await storage.client.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({
    LocationConstraint: "eu-central-1",
  });
});

test("the tag is the digest of the content", async () => {
  expect((await put("a")).ETag).toBe(ETAG);
});
