import path from "node:path";
import { Collection } from "../journal/collection";
import { openJournal } from "../journal/journal";
import { type Blob, type Blobs, blobsInFolder, blobsInMemory } from "./blobs";
import type { Checksum } from "./payload";

/** Where an object is: its key, which is never a path. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

export interface StoredObject extends ObjectAddress {
  readonly blob: Blob;
  /** In quotes, as in headers. */
  readonly etag: string;
  readonly modified: string;
  /** The headers that were sent with it, such as `content-type` and `x-amz-meta-colour`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum | undefined;
}

/** An object that comes in parts. */
export interface Upload extends ObjectAddress {
  readonly id: string;
  readonly initiated: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Part {
  readonly uploadId: string;
  readonly number: number;
  readonly blob: Blob;
  readonly etag: string;
  readonly modified: string;
  readonly checksum?: Checksum | undefined;
}

/**
 * What the buckets hold. An object exists once the journal has it, in one write, after its content is complete. So a killed process
 * leaves either the old object or the new one. A check and the change after it happen without interruption.
 */
export interface Files {
  readonly blobs: Blobs;
  object(address: ObjectAddress): StoredObject | undefined;
  objectsIn(bucket: string): readonly StoredObject[];
  put(object: StoredObject): void;
  delete(address: ObjectAddress): void;
  upload(id: string): Upload | undefined;
  uploadsIn(bucket: string): readonly Upload[];
  begin(upload: Upload): void;
  /** In the order of their numbers. */
  parts(uploadId: string): readonly Part[];
  putPart(part: Part): void;
  /** Forgets an upload with its parts. */
  end(upload: Upload): void;
  /** Resolves when all that was written until now is on the disk. */
  settled(): Promise<void>;
  close(): void;
}

/** @param folder without it, files are in memory */
export function openFiles(folder: string | undefined): Files {
  const blobs = folder === undefined ? blobsInMemory() : blobsInFolder(path.join(folder, "contents"));
  const journal = openJournal(folder && path.join(folder, "files.jsonl"));
  const objects = new Collection<StoredObject>(journal, "objects", ({ bucket }) => [bucket]);
  const uploads = new Collection<Upload>(journal, "uploads", ({ bucket }) => [bucket]);
  const parts = new Collection<Part>(journal, "parts", ({ uploadId }) => [uploadId]);
  parts.deleteWhere(({ uploadId }) => uploads.get(uploadId) === undefined);
  blobs.keepOnly([...objects.values(), ...parts.values()].map(({ blob }) => blob));

  /**
   * Removes old content once the journal is on the disk: until then, a power cut brings it back. What cannot be removed is removed
   * at the next start.
   */
  const discard = (blob: Blob) =>
    void journal
      .settled()
      .then(() => blobs.remove(blob))
      .catch(() => {});

  // A bucket's name holds no slash.
  const idOf = ({ bucket, key }: ObjectAddress) => `${bucket}/${key}`;
  const partId = ({ uploadId, number }: Part) => `${uploadId}/${number}`;
  return {
    blobs,
    object: (address) => objects.get(idOf(address)),
    objectsIn: (bucket) => objects.findAll(bucket),
    put(object) {
      const former = objects.get(idOf(object));
      objects.put(idOf(object), object);
      if (former !== undefined) discard(former.blob);
    },
    delete(address) {
      const former = objects.get(idOf(address));
      if (former === undefined) return;
      objects.delete(idOf(address));
      discard(former.blob);
    },
    upload: (id) => uploads.get(id),
    uploadsIn: (bucket) => uploads.findAll(bucket),
    begin: (upload) => uploads.put(upload.id, upload),
    parts: (uploadId) => parts.findAll(uploadId).sort((one, other) => one.number - other.number),
    putPart(part) {
      const former = parts.get(partId(part));
      parts.put(partId(part), part);
      if (former !== undefined) discard(former.blob);
    },
    end({ id }) {
      uploads.delete(id);
      for (const part of parts.findAll(id)) {
        parts.delete(partId(part));
        discard(part.blob);
      }
    },
    settled: journal.settled,
    close: journal.close,
  };
}
