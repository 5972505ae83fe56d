import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Bucket, codeOf, startTestStorage, type TestStorage } from "./test-storage";

const MB = 1_024 * 1_024;

let storage: TestStorage;
beforeEach(async () => {
  storage = await startTestStorage();
});
afterEach(() => storage.stop());

const Key = "acme/film.mp4";
const begin = async (more = {}) => {
  const { UploadId } = await storage.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return { Bucket, Key, UploadId };
};
type Upload = Awaited<ReturnType<typeof begin>>;
const sendPart = async (
  upload: Upload,
  PartNumber: number,
  Body: Buffer | string,
): Promise<CompletedPart> => {
  const { ETag, ChecksumCRC32 } = await storage.client.send(
    new UploadPartCommand({ ...upload, PartNumber, Body }),
  );
  return { PartNumber, ETag, ChecksumCRC32 };
};
const complete = (upload: Upload, Parts: CompletedPart[], more = {}) =>
  storage.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
const md5 = (content: Buffer | string) => createHash("md5").update(content).digest();

test("a large object comes in parts, in any order, as clients send them at once", async () => {
  const upload = await begin({ ContentType: "video/mp4", Metadata: { colour: "green" } });
  const contents = [Buffer.alloc(5 * MB, "a"), Buffer.alloc(6 * MB, "b"), Buffer.from("end")];
  const parts = await Promise.all(
    [2, 0, 1].map((index) => sendPart(upload, index + 1, contents[index] ?? "")),
  );
  expect(await storage.raw(`/files/${Key}`)).toMatchObject({ status: 404 });
  parts.sort((one, other) => Number(one.PartNumber) - Number(other.PartNumber));
  const { ETag } = await complete(upload, parts);
  expect(ETag).toBe(`"${md5(Buffer.concat(contents.map(md5))).toString("hex")}-3"`);
  const object = await storage.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(object).toMatchObject({ ContentType: "video/mp4", Metadata: { colour: "green" }, ETag });
  const whole = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  expect(whole.equals(Buffer.concat(contents))).toBe(true);
  const between = await storage.client.send(
    new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * MB - 1}-${5 * MB}` }),
  );
  expect(await between.Body?.transformToString()).toBe("ab");
  await expect(complete(upload, parts)).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test("a part is copied from an object, whole or in part", async () => {
  await storage.client.send(new PutObjectCommand({ Bucket, Key: "source", Body: "some words" }));
  const upload = await begin();
  const copy = (more = {}) =>
    storage.client.send(
      new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: "files/source", ...more }),
    );
  for (const CopySourceRange of ["bytes=5-10", "bytes=6-5", "bytes=5-", "words"])
    await expect(copy({ CopySourceRange })).rejects.toMatchObject({ name: "InvalidArgument" });
  await expect(copy({ CopySource: "files/missing" })).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(copy({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(copy({ Key: "other" })).rejects.toMatchObject({ name: "NoSuchUpload" });
  const whole = await copy();
  expect(whole.CopyPartResult?.ETag).toBe(`"${md5("some words").toString("hex")}"`);
  const { CopyPartResult } = await copy({ CopySourceRange: "bytes=5-9" });
  await complete(upload, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  expect(await storage.raw(`/files/${Key}`)).toMatchObject({ body: "words" });
});

test("a part that is sent again replaces the first, and one that is not named is left out", async () => {
  const upload = await begin();
  await sendPart(upload, 1, "first");
  await sendPart(upload, 2, "other");
  const again = await sendPart(upload, 1, "again");
  await complete(upload, [again]);
  expect(await storage.raw(`/files/${Key}`)).toMatchObject({ body: "again" });
});

test("parts that are not as they are named, too small or in disorder are refused, and the upload goes on", async () => {
  const upload = await begin();
  const parts = [await sendPart(upload, 1, "small"), await sendPart(upload, 2, "end")];
  const [first = {}, second = {}] = parts;
  const outcome = (named: CompletedPart[], more = {}) =>
    complete(upload, named, more).then(
      () => "completed",
      ({ name }) => name,
    );
  expect(await outcome(parts)).toBe("EntityTooSmall");
  expect(await outcome([second, first])).toBe("InvalidPartOrder");
  expect(await outcome([first, first])).toBe("InvalidPartOrder");
  expect(await outcome([{ ...first, ETag: second.ETag }])).toBe("InvalidPart");
  expect(await outcome([{ ...first, ChecksumCRC32: second.ChecksumCRC32 }])).toBe("InvalidPart");
  expect(await outcome([{ ...first, PartNumber: 3 }])).toBe("InvalidPart");
  expect(await outcome([first], { MpuObjectSize: 4 })).toBe("InvalidRequest");
  expect(await outcome([first], { MpuObjectSize: 5 })).toBe("completed");
});

test("an upload belongs to its key: the id opens no other", async () => {
  const upload = await begin();
  const part = await sendPart(upload, 1, "words");
  const other = { ...upload, Key: "other/film.mp4" };
  await expect(sendPart(other, 1, "theirs")).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(complete(other, [part])).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(storage.client.send(new ListPartsCommand(other))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
  const abort = (input: Upload) => storage.client.send(new AbortMultipartUploadCommand(input));
  await expect(abort(other)).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(abort({ ...upload, UploadId: "../contents" })).rejects.toMatchObject({ name: "NoSuchUpload" });
  await complete(upload, [part]);
});

test("an upload that is given up is forgotten with its parts", async () => {
  const upload = await begin();
  await sendPart(upload, 1, "words");
  await storage.client.send(new AbortMultipartUploadCommand(upload));
  await expect(sendPart(upload, 2, "more")).rejects.toMatchObject({ name: "NoSuchUpload" });
  expect((await storage.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test("an upload is completed only where there is no object yet, if that is wanted", async () => {
  const upload = await begin();
  const part = await sendPart(upload, 1, "words");
  await storage.client.send(new PutObjectCommand({ Bucket, Key, Body: "first" }));
  await expect(complete(upload, [part], { IfNoneMatch: "*" })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  expect(await storage.raw(`/files/${Key}`)).toMatchObject({ body: "first" });
});

test("parts and uploads are listed page by page", async () => {
  const upload = await begin();
  for (const number of [3, 1, 2]) await sendPart(upload, number, `part ${number}`);
  const partsAfter = async (PartNumberMarker?: string) => {
    const { Parts, IsTruncated, NextPartNumberMarker } = await storage.client.send(
      new ListPartsCommand({ ...upload, MaxParts: 2, PartNumberMarker }),
    );
    return { numbers: Parts?.map(({ PartNumber }) => PartNumber), IsTruncated, NextPartNumberMarker };
  };
  expect(await partsAfter()).toEqual({ numbers: [1, 2], IsTruncated: true, NextPartNumberMarker: "2" });
  expect(await partsAfter("2")).toEqual({ numbers: [3], IsTruncated: false, NextPartNumberMarker: "3" });
  const second = await begin();
  const other = await begin({ Key: "other/film.mp4" });
  const listed: unknown[] = [];
  let markers: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (markers !== undefined) {
    const page: import("@aws-sdk/client-s3").ListMultipartUploadsCommandOutput = await storage.client.send(
      new ListMultipartUploadsCommand({ Bucket, MaxUploads: 1, ...markers }),
    );
    listed.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    markers = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : undefined;
  }
  expect(listed).toHaveLength(3);
  expect(new Set(listed)).toEqual(new Set([upload, second, other].map(({ UploadId }) => UploadId)));
  const { Uploads } = await storage.client.send(
    new ListMultipartUploadsCommand({ Bucket, Prefix: "other/" }),
  );
  expect(Uploads).toMatchObject([{ Key: "other/film.mp4" }]);
});

const namedParts = (count: number): string => {
  const parts = Array.from(
    { length: count },
    (_, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>a</ETag><ChecksumSHA256>b</ChecksumSHA256></Part>`,
  );
  return `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
};

test.each([
  ["nothing", "", "MalformedXML"],
  ["no XML", "words", "MalformedXML"],
  ["something else", "<Delete></Delete>", "MalformedXML"],
  ["no parts", "<CompleteMultipartUpload/>", "MalformedXML"],
  [
    "a part without a number",
    "<CompleteMultipartUpload><Part><ETag>a</ETag></Part></CompleteMultipartUpload>",
    "MalformedXML",
  ],
  [
    "two numbers",
    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><PartNumber>2</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
    "MalformedXML",
  ],
  [
    "a document type",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>&b;</ETag></Part></CompleteMultipartUpload>',
    "MalformedXML",
  ],
  ["more elements than the most parts have", namedParts(20_000), "MalformedXML"],
  [
    "more than the names of all parts take",
    `${namedParts(1)}${" ".repeat(8 * 1_024 * 1_024)}`,
    "MaxMessageLengthExceeded",
  ],
  ["names of as many parts as there may be", namedParts(10_000), "InvalidPart"],
])("%s completes no upload", async (_, body, code) => {
  const { UploadId } = await begin();
  const answer = await storage.raw(`/files/${Key}?uploadId=${UploadId}`, {
    method: "POST",
    body,
    headers: { "content-length": String(body.length) },
  });
  expect(codeOf(answer)).toBe(code);
});

test.each(["0", "10001", "-1", "1.5", "one", ""])("there is no part %s", async (number) => {
  const { UploadId } = await begin();
  const answer = await storage.raw(`/files/${Key}?uploadId=${UploadId}&partNumber=${number}`, {
    method: "PUT",
    body: "words",
    headers: { "content-length": "5" },
  });
  expect(codeOf(answer)).toBe("InvalidArgument");
});
