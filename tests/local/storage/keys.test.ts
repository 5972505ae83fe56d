import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { Bucket, codeOf, startTestStorage, type TestStorage } from "./test-storage";

/** Keys that another server, a file system or a careless reader would take for one another, or for something else. */
const KEYS = [
  "a",
  "A",
  "a/",
  "a//",
  "a/b",
  "a//b",
  "a/./b",
  "a/../b",
  "a/%2E%2E/b",
  "a%2Fb",
  "a%252Fb",
  "a\\b",
  "./a",
  "../a",
  "../../a",
  "../other-files/a",
  "../../files.jsonl",
  "..",
  ".",
  "//a",
  " a",
  "a ",
  "a+b",
  "a b",
  "a%20b",
  "a?versionId=1",
  "a#b",
  "a&b=<c>'\"",
  "._S3rver_object",
  "a._S3rver_object",
  "files.jsonl",
  "contents",
  "__proto__",
  "constructor",
  "toString",
  "CON",
  "a\u0000b",
  "a\r\nb",
  "a\n",
  "\u0001\u001f\u007f",
  "é",
  "e\u0301",
  "\u{1f511}",
  "\uffee",
  "x".repeat(1_024),
  `${"d/".repeat(511)}ab`,
];

let folder: string;
let storage: TestStorage;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "keys-"));
  storage = await startTestStorage({ folder: path.join(folder, "files") });
});
afterEach(async () => {
  await storage.stop();
  rmSync(folder, { recursive: true });
});

/** As the SDK sends a key, but nothing between here and the wire may tidy the path. */
const pathOf = (key: string) => `/files/${encodeURIComponent(key).replaceAll("%2F", "/")}`;
const put = (key: string, body: string) =>
  storage.raw(pathOf(key), { method: "PUT", body, headers: length(body) });
const length = (body: string) => ({ "content-length": String(Buffer.byteLength(body)) });

test("every key stands for itself: none meets another, leaves the folder, or is asked for by another name", async () => {
  for (const key of KEYS) {
    storage.asked();
    expect(await put(key, `content of ${key}`)).toMatchObject({ status: 200 });
    expect(storage.asked()).toEqual([`s3:PutObject arn:aws:s3:::files/${key}`]);
  }
  for (const key of KEYS) {
    storage.asked();
    const { status, body } = await storage.raw(pathOf(key));
    expect({ key, status, body }).toEqual({ key, status: 200, body: `content of ${key}` });
    expect(storage.asked()).toEqual([`s3:GetObject arn:aws:s3:::files/${key}`]);
  }
  expect(readdirSync(folder)).toEqual(["files"]);
  expect(readdirSync(path.join(folder, "files")).sort()).toEqual(["contents", "files.jsonl"]);
  const contents = readdirSync(path.join(folder, "files", "contents"));
  expect(contents).toHaveLength(KEYS.length);
  expect(contents.filter((name) => !/^[0-9a-f-]{36}$/.test(name))).toEqual([]);
});

test("they are listed, copied and deleted under the same names", async () => {
  for (const key of KEYS) await put(key, key);
  const { Contents = [] } = await storage.client.send(new ListObjectsV2Command({ Bucket }));
  const inOrder = [...KEYS].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  expect(Contents.map(({ Key }) => Key)).toEqual(inOrder);
  for (const [index, key] of KEYS.entries()) {
    storage.asked();
    const CopySource = pathOf(key).slice(1);
    await storage.client.send(
      new CopyObjectCommand({ Bucket: "other-files", Key: String(index), CopySource }),
    );
    expect(storage.asked()).toEqual([
      `s3:GetObject arn:aws:s3:::files/${key}`,
      `s3:PutObject arn:aws:s3:::other-files/${index}`,
    ]);
    const copy = await storage.client.send(
      new GetObjectCommand({ Bucket: "other-files", Key: String(index) }),
    );
    expect(await copy.Body?.transformToString()).toBe(key);
  }
  storage.asked();
  const Objects = KEYS.slice(0, 10).map((Key) => ({ Key }));
  await storage.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(storage.asked()).toEqual(
    KEYS.slice(0, 10).map((key) => `s3:DeleteObject arn:aws:s3:::files/${key}`),
  );
  for (const key of KEYS.slice(10)) {
    await storage.raw(pathOf(key), { method: "DELETE" });
    expect(storage.asked()).toEqual([`s3:DeleteObject arn:aws:s3:::files/${key}`]);
  }
  expect((await storage.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(readdirSync(path.join(folder, "files", "contents"))).toHaveLength(KEYS.length);
});

test("the SDK's own encoding leads to the same keys", async () => {
  // The SDK itself takes dots out of paths only where they stand alone.
  for (const Key of KEYS.filter((key) => !key.includes("\r"))) {
    await storage.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    expect(storage.asked()).toEqual([`s3:PutObject arn:aws:s3:::files/${Key}`]);
    await storage.client.send(new DeleteObjectCommand({ Bucket, Key }));
    storage.asked();
  }
});

test("a key may be written in other letters, and is still the same", async () => {
  await put("a/ü", "here");
  for (const written of ["/files/a/%c3%bc", "/files/%61%2F%C3%BC", "/files/a%2f%C3%bc"])
    expect(await storage.raw(written)).toMatchObject({ status: 200, body: "here" });
  expect(new Set(storage.asked())).toEqual(
    new Set(["s3:PutObject arn:aws:s3:::files/a/ü", "s3:GetObject arn:aws:s3:::files/a/ü"]),
  );
});

test.each([
  ["a key of 1,025 bytes", `/files/${"x".repeat(1_025)}`, "KeyTooLongError"],
  ["a key of 1,025 bytes in fewer characters", `/files/${"%C3%BC".repeat(512)}x`, "KeyTooLongError"],
  ["a key that is not in UTF-8", "/files/%FF", "InvalidURI"],
  ["half a character", "/files/%C3", "InvalidURI"],
  ["a surrogate", "/files/%ED%A0%80", "InvalidURI"],
  ["a stray percent sign", "/files/100%", "InvalidURI"],
  ["a fragment", "/files/a#b", "InvalidURI"],
  ["a whole address", "http://localhost/files/a", "InvalidURI"],
  ["a bucket that is not one", "/files%2Fa/b", "InvalidBucketName"],
  ["a bucket that is a pattern", "/*/a", "InvalidBucketName"],
  ["a bucket above the others", "/../a", "InvalidBucketName"],
  ["a bucket in capitals", "/FILES/a", "InvalidBucketName"],
  ["no bucket", "/", "NotImplemented"],
  ["no bucket but a key", "//a", "NotImplemented"],
])("%s is refused, and nobody is asked", async (_, written, code) => {
  expect(codeOf(await storage.raw(written))).toBe(code);
  expect(codeOf(await storage.raw(written, { method: "PUT", body: "a", headers: length("a") }))).toBe(code);
  expect(storage.asked()).toEqual([]);
});

test("what is kept is for its owner alone, and no name of a file tells the key", async () => {
  await put("acme/people/ada/portrait.png", "words");
  const below = (...names: string[]) => path.join(folder, "files", ...names);
  const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
  expect([modeOf(below()), modeOf(below("contents")), modeOf(below("files.jsonl"))]).toEqual([
    "700",
    "700",
    "600",
  ]);
  const [content = ""] = readdirSync(below("contents"));
  expect(modeOf(below("contents", content))).toBe("600");
  expect(content).not.toContain(createHash("md5").update("words").digest("hex"));
  expect(existsSync(below("acme"))).toBe(false);
});
