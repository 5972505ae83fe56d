import { randomBytes } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { startStorage } from "../../../local/storage/storage";

const Bucket = "files";

/** Writes until it is killed, several objects at once, and says which writes were acknowledged. */
async function write(folder: string): Promise<void> {
  const storage = await startStorage([{ id: "Files", name: Bucket, cors: [] }], {
    gatekeeper: async () => {},
    region: "eu-central-1",
    accountId: "123456789012",
    folder,
  });
  const client = new S3Client({
    endpoint: storage.url,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
  /** Every version says which it is, from its first byte to its last. */
  const content = (version: number) => Buffer.alloc(100_000, `${version}\n`.padStart(10));
  const acknowledge = (Key: string, version: number) => process.stdout.write(`${Key} ${version}\n`);
  const putOn = async (Key: string) => {
    for (let version = 1; ; version += 1) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: content(version) }));
      acknowledge(Key, version);
    }
  };
  const uploadOn = async (Key: string) => {
    for (let version = 1; ; version += 1) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const part = { Bucket, Key, UploadId, PartNumber: 1 };
      const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: content(version) }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
      acknowledge(Key, version);
    }
  };
  await Promise.all([putOn("a"), putOn("b"), uploadOn("c"), putOn(randomBytes(4).toString("hex"))]);
}

void write(process.argv[2] ?? "");
