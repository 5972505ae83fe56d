import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ChecksumAlgorithm, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { CHECKSUMS } from "../../../local/storage/checksums";
import { LARGEST_REQUEST } from "../../../local/storage/payload";
import { Bucket, codeOf, startTestStorage, type TestStorage } from "./test-storage";

let storage: TestStorage;
beforeEach(async () => {
  storage = await startTestStorage();
});
afterEach(() => storage.stop());

const put = (headers: Readonly<Record<string, string>>, body: string | Buffer = "words", path = "/files/a") =>
  storage.raw(path, {
    method: "PUT",
    body,
    headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
  });
const stored = async () => (await storage.raw("/files/a")).body;
const digest = (algorithm: string, text = "words") => createHash(algorithm).update(text);

// https://reveng.sourceforge.io/crc-catalogue/all.htm
test.each([
  ["crc32", "cbf43926"],
  ["crc32c", "e3069283"],
  ["crc64nvme", "ae8b14860a799888"],
])("%s of the digits is what the catalogue of such codes says", (algorithm, hexadecimal) => {
  const value = CHECKSUMS[algorithm]?.(Buffer.from("123456789"));
  expect(Buffer.from(value ?? "", "base64").toString("hex")).toBe(hexadecimal);
});

test.each([
  ["x-amz-checksum-crc32", "0p9wZQ=="],
  ["x-amz-checksum-crc32c", "AAAAAA=="],
  ["x-amz-checksum-crc64nvme", "AAAAAAAAAAA="],
  ["x-amz-checksum-sha1", digest("sha1", "other").digest("base64")],
  ["x-amz-checksum-sha256", digest("sha256", "other").digest("base64")],
  ["content-md5", digest("md5", "other").digest("base64")],
])("a wrong %s is refused, and nothing is stored", async (header, value) => {
  expect(codeOf(await put({ [header]: value }))).toBe("BadDigest");
  expect((await storage.raw("/files/a")).status).toBe(404);
});

test.each(Object.keys(CHECKSUMS))("a right %s is stored, and comes back on request", async (algorithm) => {
  const header = `x-amz-checksum-${algorithm}`;
  const value = CHECKSUMS[algorithm]?.(Buffer.from("words")) ?? "";
  expect(await put({ [header]: value })).toMatchObject({ status: 200, headers: { [header]: value } });
  expect((await storage.raw("/files/a")).headers[header]).toBeUndefined();
  const shown = await storage.raw("/files/a", { headers: { "x-amz-checksum-mode": "ENABLED" } });
  expect(shown.headers).toMatchObject({ [header]: value, "x-amz-checksum-type": "FULL_OBJECT" });
});

test("an MD5 that is none, two checksums, and a body that is not the signed one are refused", async () => {
  const sha1 = digest("sha1").digest("base64");
  const sha256 = digest("sha256").digest("base64");
  expect(codeOf(await put({ "content-md5": "words" }))).toBe("InvalidDigest");
  expect(codeOf(await put({ "x-amz-checksum-sha1": sha1, "x-amz-checksum-sha256": sha256 }))).toBe(
    "InvalidRequest",
  );
  const signed = (text: string) => ({ "x-amz-content-sha256": digest("sha256", text).digest("hex") });
  expect(codeOf(await put(signed("other")))).toBe("XAmzContentSHA256Mismatch");
  expect((await put(signed("words"))).status).toBe(200);
  expect((await put({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD" })).status).toBe(200);
  expect(codeOf(await put({ "x-amz-content-sha256": "something" }))).toBe("NotImplemented");
});

test.each(
  Object.values(ChecksumAlgorithm).filter((name) => name.toLowerCase() in CHECKSUMS && name !== "CRC64NVME"),
)("the SDK's own %s passes, of a text and of a stream", async (algorithm) => {
  const send = (Body: string | Readable, ContentLength?: number) =>
    storage.client.send(
      new PutObjectCommand({ Bucket, Key: "a", Body, ContentLength, ChecksumAlgorithm: algorithm }),
    );
  await send("words");
  expect(await stored()).toBe("words");
  await send(Readable.from([Buffer.from("more "), Buffer.from("words")]), 10);
  expect(await stored()).toBe("more words");
  const object = await storage.client.send(
    new GetObjectCommand({ Bucket, Key: "a", ChecksumMode: "ENABLED" }),
  );
  expect(object[`Checksum${algorithm}` as keyof typeof object]).toBeDefined();
  expect(object.ContentEncoding).toBeUndefined();
  expect(await object.Body?.transformToString()).toBe("more words");
});

/** The body in chunks, as `aws-chunked` writes it. */
const chunked = (texts: readonly string[], end = "\r\n", signature = "") =>
  `${[...texts, ""]
    .map((text) => `${Buffer.byteLength(text).toString(16)}${signature}\r\n${text}${text && "\r\n"}`)
    .join("")}${end}`;
const inChunks = (length: number, more = {}) => ({
  "content-encoding": "aws-chunked",
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "x-amz-decoded-content-length": String(length),
  ...more,
});

test("a body in chunks is put together, signed or not, and another encoding stays", async () => {
  expect((await put(inChunks(10), chunked(["more ", "words"]))).status).toBe(200);
  expect(await stored()).toBe("more words");
  const signature = `;chunk-signature=${"0".repeat(64)}`;
  for (const kind of ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"]) {
    const headers = inChunks(5, { "x-amz-content-sha256": kind, "content-encoding": "gzip,aws-chunked" });
    expect((await put(headers, chunked(["words"], "\r\n", signature))).status).toBe(200);
    expect(await storage.raw("/files/a")).toMatchObject({
      body: "words",
      headers: { "content-encoding": "gzip" },
    });
  }
});

test("the checksum behind the last chunk is checked", async () => {
  const crc32 = CHECKSUMS.crc32?.(Buffer.from("words"));
  const announced = inChunks(5, { "x-amz-trailer": "x-amz-checksum-crc32" });
  const trailer = (line: string) => chunked(["words"], `${line}\r\n\r\n`);
  expect((await put(announced, trailer(`x-amz-checksum-crc32:${crc32}`))).status).toBe(200);
  expect(codeOf(await put(announced, trailer("x-amz-checksum-crc32:AAAAAA==")))).toBe("BadDigest");
  expect(codeOf(await put(announced, chunked(["words"])))).toBe("MalformedTrailerError");
  expect(codeOf(await put(announced, trailer("x-amz-meta-colour:green")))).toBe("MalformedTrailerError");
  expect(codeOf(await put(inChunks(5), trailer(`x-amz-checksum-crc32:${crc32}`)))).toBe(
    "MalformedTrailerError",
  );
});

test.each([
  ["shorter than announced", inChunks(6), chunked(["words"])],
  ["longer than announced", inChunks(4), chunked(["words"])],
  ["without its end", inChunks(5), "5\r\nwords\r\n"],
  ["with a chunk cut off", inChunks(5), "9\r\nwords\r\n"],
  ["with a size that is none", inChunks(5), "words\r\n0\r\n\r\n"],
  ["not in chunks at all", inChunks(5), "words"],
])("a body %s is incomplete", async (_, headers, body) => {
  expect(codeOf(await put(headers, body))).toBe("IncompleteBody");
  expect((await storage.raw("/files/a")).status).toBe(404);
});

test("a body that only claims to be in chunks is refused", async () => {
  expect(codeOf(await put({ "content-encoding": "aws-chunked" }, chunked(["words"])))).toBe("InvalidRequest");
});

test("a request without a length is refused", async () => {
  const answer = await storage.raw("/files/a", {
    method: "PUT",
    body: "words",
    headers: { "transfer-encoding": "chunked" },
  });
  expect([answer.status, codeOf(answer)]).toEqual([411, "MissingContentLength"]);
});

test("a request that is too large is refused in words, also to those who read only when all is sent", async () => {
  const answer = await put({}, Buffer.alloc(LARGEST_REQUEST + 1));
  expect(codeOf(answer)).toBe("EntityTooLarge");
  expect(answer.body).toContain("larger files in parts");
  expect(storage.asked()).toEqual([]);
});

test("too much metadata is refused", async () => {
  expect((await put({ "x-amz-meta-a": "x".repeat(2_047) })).status).toBe(200);
  expect(codeOf(await put({ "x-amz-meta-a": "x".repeat(2_048) }))).toBe("MetadataTooLarge");
});

test("a presigned address carries metadata, and the checksum of the body that was not known yet counts for nothing", async () => {
  const client = new S3Client({
    endpoint: storage.url,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" },
  });
  const command = new PutObjectCommand({
    Bucket,
    Key: "a",
    ContentType: "text/plain",
    Metadata: { colour: "green" },
  });
  const address = await getSignedUrl(client, command);
  expect(address).toContain("x-amz-checksum-crc32=AAAAAA");
  const answer = await fetch(address, {
    method: "PUT",
    body: "words",
    headers: { "content-type": "text/plain" },
  });
  expect(answer.status).toBe(200);
  expect(await storage.raw("/files/a")).toMatchObject({
    body: "words",
    headers: { "content-type": "text/plain", "x-amz-meta-colour": "green" },
  });
  client.destroy();
});

test("headers in a presigned address count like headers", async () => {
  const presigned = "/files/a?X-Amz-Signature=0";
  expect(codeOf(await put({}, "words", `${presigned}&x-amz-acl=public-read`))).toBe("NotImplemented");
  expect(codeOf(await put({}, "words", `${presigned}&X-Amz-Tagging=a%3Db`))).toBe("NotImplemented");
  expect(codeOf(await put({}, "words", `${presigned}&x-amz-meta-a=%0D%0Ab`))).toBe("InvalidArgument");
  const twice = await put({ "x-amz-meta-a": "1" }, "words", `${presigned}&x-amz-meta-a=2`);
  expect(codeOf(twice)).toBe("InvalidRequest");
  expect(storage.asked()).toEqual([]);
  await put({}, "words", "/files/source");
  storage.asked();
  await put({}, "", `${presigned}&x-amz-copy-source=files/source`);
  expect(storage.asked()).toEqual([
    "s3:GetObject arn:aws:s3:::files/source",
    "s3:PutObject arn:aws:s3:::files/a",
  ]);
  // Without a signature in the address, there are no headers in it either.
  expect(codeOf(await put({}, "words", "/files/a?x-amz-meta-a=1"))).toBe("NotImplemented");
});
