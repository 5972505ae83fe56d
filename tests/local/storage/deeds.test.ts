import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Bucket, OTHER_BUCKET, startTestStorage, type TestStorage } from "./test-storage";

let storage: TestStorage;
/** Of an upload of the key `upload`, with one part. */
let UploadId: string | undefined;
let ETag: string | undefined;
beforeEach(async () => {
  storage = await startTestStorage();
  const { client } = storage;
  await client.send(new PutObjectCommand({ Bucket, Key: "acme/a.txt", Body: "words" }));
  ({ UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "upload" })));
  const part = { Bucket, Key: "upload", UploadId, PartNumber: 1, Body: "part" };
  ({ ETag } = await client.send(new UploadPartCommand(part)));
  storage.asked();
});
afterEach(() => storage.stop());

type Send = (client: TestStorage["client"]) => Promise<unknown>;
const Key = "acme/a.txt";
const ARN = "arn:aws:s3:::files";
const upload = () => ({ Bucket, Key: "upload", UploadId });

/** Every request that is imitated, and all that it does. */
const DEEDS: readonly (readonly [string, Send, readonly string[]])[] = [
  [
    "PutObject",
    (client) => client.send(new PutObjectCommand({ Bucket, Key: "new", Body: "words" })),
    [`s3:PutObject ${ARN}/new`],
  ],
  [
    "PutObject where there is none",
    (client) => client.send(new PutObjectCommand({ Bucket, Key: "new", Body: "words", IfNoneMatch: "*" })),
    [`s3:PutObject ${ARN}/new`],
  ],
  [
    "PutObject in place of another",
    (client) => client.send(new PutObjectCommand({ Bucket, Key, Body: "others" })),
    [`s3:PutObject ${ARN}/${Key}`],
  ],
  [
    "PutObject with an access list",
    (client) =>
      client.send(
        new PutObjectCommand({ Bucket, Key: "new", Body: "words", ACL: "bucket-owner-full-control" }),
      ),
    [`s3:PutObject ${ARN}/new`, `s3:PutObjectAcl ${ARN}/new`],
  ],
  [
    "GetObject",
    (client) => client.send(new GetObjectCommand({ Bucket, Key })),
    [`s3:GetObject ${ARN}/${Key}`],
  ],
  [
    "HeadObject",
    (client) => client.send(new HeadObjectCommand({ Bucket, Key })),
    [`s3:GetObject ${ARN}/${Key}`],
  ],
  [
    "a presigned GetObject",
    async (client) => passing(await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key })))),
    [`s3:GetObject ${ARN}/${Key}`],
  ],
  [
    "a presigned PutObject",
    async (client) => {
      const address = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "new" }));
      return passing(await fetch(address, { method: "PUT", body: "words" }));
    },
    [`s3:PutObject ${ARN}/new`],
  ],
  [
    "DeleteObject",
    (client) => client.send(new DeleteObjectCommand({ Bucket, Key })),
    [`s3:DeleteObject ${ARN}/${Key}`],
  ],
  [
    "CopyObject",
    (client) =>
      client.send(
        new CopyObjectCommand({ Bucket: OTHER_BUCKET, Key: "copy", CopySource: `${Bucket}/${Key}` }),
      ),
    [`s3:GetObject ${ARN}/${Key}`, "s3:PutObject arn:aws:s3:::other-files/copy"],
  ],
  [
    "CopyObject onto itself",
    (client) =>
      client.send(
        new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}`, MetadataDirective: "REPLACE" }),
      ),
    [`s3:GetObject ${ARN}/${Key}`, `s3:PutObject ${ARN}/${Key}`],
  ],
  [
    "CopyObject with an access list",
    (client) =>
      client.send(
        new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/${Key}`, ACL: "private" }),
      ),
    [`s3:GetObject ${ARN}/${Key}`, `s3:PutObject ${ARN}/copy`, `s3:PutObjectAcl ${ARN}/copy`],
  ],
  ["ListObjectsV2", (client) => client.send(new ListObjectsV2Command({ Bucket })), [`s3:ListBucket ${ARN}`]],
  [
    "ListObjectsV2 of a prefix",
    (client) =>
      client.send(new ListObjectsV2Command({ Bucket, Prefix: "acme/", Delimiter: "/", MaxKeys: 5 })),
    [`s3:ListBucket ${ARN} {"s3:prefix":"acme/","s3:delimiter":"/","s3:max-keys":"5"}`],
  ],
  [
    "ListObjectsV2 of the empty prefix",
    (client) => client.send(new ListObjectsV2Command({ Bucket, Prefix: "" })),
    [`s3:ListBucket ${ARN} {"s3:prefix":""}`],
  ],
  [
    "ListObjectsV2 of what follows a key",
    (client) => client.send(new ListObjectsV2Command({ Bucket, StartAfter: "acme/", FetchOwner: true })),
    [`s3:ListBucket ${ARN}`],
  ],
  [
    "ListObjects",
    (client) => client.send(new ListObjectsCommand({ Bucket, Prefix: "acme", Marker: "acme/" })),
    [`s3:ListBucket ${ARN} {"s3:prefix":"acme"}`],
  ],
  ["HeadBucket", (client) => client.send(new HeadBucketCommand({ Bucket })), [`s3:ListBucket ${ARN}`]],
  [
    "GetBucketLocation",
    (client) => client.send(new GetBucketLocationCommand({ Bucket })),
    [`s3:GetBucketLocation ${ARN}`],
  ],
  [
    "CreateMultipartUpload",
    (client) => client.send(new CreateMultipartUploadCommand({ Bucket, Key: "new" })),
    [`s3:PutObject ${ARN}/new`],
  ],
  [
    "CreateMultipartUpload with an access list",
    (client) =>
      client.send(new CreateMultipartUploadCommand({ Bucket, Key: "new", ACL: "bucket-owner-full-control" })),
    [`s3:PutObject ${ARN}/new`, `s3:PutObjectAcl ${ARN}/new`],
  ],
  [
    "UploadPart",
    (client) => client.send(new UploadPartCommand({ ...upload(), PartNumber: 2, Body: "words" })),
    [`s3:PutObject ${ARN}/upload`],
  ],
  [
    "UploadPartCopy",
    (client) => {
      const CopySource = `${Bucket}/${Key}`;
      return client.send(new UploadPartCopyCommand({ ...upload(), PartNumber: 2, CopySource }));
    },
    [`s3:GetObject ${ARN}/${Key}`, `s3:PutObject ${ARN}/upload`],
  ],
  [
    "CompleteMultipartUpload",
    (client) => {
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      return client.send(new CompleteMultipartUploadCommand({ ...upload(), MultipartUpload }));
    },
    [`s3:PutObject ${ARN}/upload`],
  ],
  [
    "AbortMultipartUpload",
    (client) => client.send(new AbortMultipartUploadCommand(upload())),
    [`s3:AbortMultipartUpload ${ARN}/upload`],
  ],
  [
    "ListParts",
    (client) => client.send(new ListPartsCommand(upload())),
    [`s3:ListMultipartUploadParts ${ARN}/upload`],
  ],
  [
    "ListMultipartUploads",
    (client) => client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "up" })),
    [`s3:ListBucketMultipartUploads ${ARN}`],
  ],
];

async function passing(response: Response): Promise<void> {
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}

/** All that is in the buckets. */
async function everything(): Promise<unknown> {
  const { gate, client } = storage;
  const { allows, passes } = gate;
  Object.assign(gate, { allows: () => true, passes: true });
  const contents = [];
  for (const name of [Bucket, OTHER_BUCKET]) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
    for (const { Key } of Contents) {
      const { Body, LastModified, ETag, ContentType } = await client.send(
        new GetObjectCommand({ Bucket: name, Key }),
      );
      contents.push({ name, Key, LastModified, ETag, ContentType, text: await Body?.transformToString() });
    }
  }
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  const parts = await Promise.all(
    Uploads.map(async ({ Key, UploadId }) => {
      const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
      return { Key, UploadId, Parts };
    }),
  );
  storage.asked();
  Object.assign(gate, { allows, passes });
  return { contents, parts };
}

test.each(DEEDS)("%s asks for exactly what it does", async (_, send, deeds) => {
  await send(storage.client);
  expect(storage.asked()).toEqual(deeds);
});

test.each(DEEDS.flatMap(([name, send, deeds]) => deeds.map((deed) => [name, deed, send] as const)))(
  "%s without %s is denied, and nothing happens",
  async (_, deed, send) => {
    const before = await everything();
    const [action, resource] = deed.split(" ");
    storage.gate.allows = (asked) => asked.action !== action || asked.resource !== resource;
    await expect(send(storage.client)).rejects.toThrow();
    expect([storage.denials, storage.refusals]).toEqual([["AccessDenied"], []]);
    expect(await everything()).toEqual(before);
  },
);

test.each(DEEDS)("%s without a signature is refused, and nothing happens", async (_, send) => {
  const before = await everything();
  storage.gate.passes = false;
  await expect(send(storage.client)).rejects.toThrow();
  expect([storage.denials, storage.refusals]).toEqual([["SignatureDoesNotMatch"], []]);
  expect(await everything()).toEqual(before);
});

test("DeleteObjects asks key by key, and without a signature it fails as a whole", async () => {
  const Delete = { Objects: [{ Key }, { Key: "b" }] };
  const send = () => storage.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
  storage.gate.passes = false;
  const before = await everything();
  await expect(send()).rejects.toThrow("The signature does not match");
  expect(storage.asked()).toEqual([`s3:DeleteObject ${ARN}/${Key}`]);
  storage.gate.passes = true;
  storage.gate.allows = () => false;
  expect((await send()).Errors).toHaveLength(2);
  expect(storage.asked()).toEqual([`s3:DeleteObject ${ARN}/${Key}`, `s3:DeleteObject ${ARN}/b`]);
  expect(await everything()).toEqual(before);
});

test("a bucket that is not there is asked for as well", async () => {
  storage.gate.allows = () => false;
  await expect(storage.client.send(new GetObjectCommand({ Bucket: "nowhere", Key }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});
