import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { killWriter } from "../../harness/kill-writer";
import { Bucket, startTestStorage, type TestStorage } from "./test-storage";

let folder: string;
const started: TestStorage[] = [];
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "killed-")), "files");
});
afterEach(async () => {
  for (const storage of started.splice(0)) await storage.stop();
  rmSync(path.dirname(folder), { recursive: true });
});

async function start(): Promise<TestStorage> {
  const storage = await startTestStorage({ folder });
  started.push(storage);
  return storage;
}

const contents = () => readdirSync(path.join(folder, "contents"));

test.each([1, 40, 97, 150])(
  "a process killed after %i writes has lost none, and left no half of one",
  async (writes) => {
    const acknowledged = await killWriter(path.join(__dirname, "writer.ts"), folder, writes);
    expect(acknowledged.length).toBeGreaterThanOrEqual(writes);
    const newest = new Map<string, number>();
    for (const [key = "", version] of acknowledged.map((line) => line.split(" ")))
      newest.set(key, Number(version));
    const storage = await start();
    const { Contents = [] } = await storage.client.send(new ListObjectsV2Command({ Bucket }));
    const kept = new Map<string, number>();
    for (const { Key = "", Size } of Contents) {
      const { Body } = await storage.client.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString()) ?? "";
      expect([text.length, Size]).toEqual([100_000, 100_000]);
      expect(text).toBe(text.slice(0, 10).repeat(10_000));
      kept.set(Key, Number(text.slice(0, 10)));
    }
    // The write under way may have come as far as that, too.
    for (const [key, version] of newest) expect([version, version + 1]).toContain(kept.get(key));
    const { Uploads = [] } = await storage.client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(contents().length).toBeLessThanOrEqual(Contents.length + Uploads.length);
  },
);

test("files, uploads and their parts are there again after a restart, and what nothing leads to is gone", async () => {
  const first = await start();
  await first.client.send(
    new PutObjectCommand({ Bucket, Key: "a", Body: "words", ContentType: "text/plain" }),
  );
  const upload = await first.client.send(new CreateMultipartUploadCommand({ Bucket, Key: "b" }));
  const part = { Bucket, Key: "b", UploadId: upload.UploadId, PartNumber: 1, Body: "part" };
  await first.client.send(new UploadPartCommand(part));
  await first.stop();
  writeFileSync(path.join(folder, "contents", "left-behind"), "half");
  const second = await start();
  expect(await second.raw("/files/a")).toMatchObject({
    body: "words",
    headers: { "content-type": "text/plain" },
  });
  expect((await second.raw(`/files/b?uploadId=${upload.UploadId}`)).body).toContain(
    "<PartNumber>1</PartNumber>",
  );
  expect(contents()).toHaveLength(2);
});

test("what is replaced or deleted takes no room", async () => {
  const storage = await start();
  const put = (Key: string, Body: string) => storage.client.send(new PutObjectCommand({ Bucket, Key, Body }));
  for (const version of ["1", "2", "3"]) await put("a", version);
  await put("b", "1");
  await storage.raw("/files/b", { method: "DELETE" });
  expect(contents().map((name) => readFileSync(path.join(folder, "contents", name), "utf8"))).toEqual(["3"]);
});

test("a file that is replaced while it is read is read to its end", async () => {
  const storage = await start();
  const put = (Body: Buffer) => storage.client.send(new PutObjectCommand({ Bucket, Key: "a", Body }));
  const size = 20_000_000;
  await put(Buffer.alloc(size, "1"));
  const { Body } = await storage.client.send(new GetObjectCommand({ Bucket, Key: "a" }));
  await put(Buffer.alloc(size, "2"));
  const text = (await Body?.transformToString()) ?? "";
  expect([text.length, text[0], text.at(-1)]).toEqual([size, "1", "1"]);
});

test("it stops although somebody has not finished sending, or reading", async () => {
  const storage = await start();
  await storage.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: Buffer.alloc(20_000_000) }));
  const reading = await fetch(`${storage.url}/files/a`);
  const sending = storage.raw("/files/b", {
    method: "PUT",
    headers: { "content-length": "10" },
    body: "half",
  });
  sending.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  await storage.stop();
  await expect(reading.arrayBuffer()).rejects.toThrow();
});
