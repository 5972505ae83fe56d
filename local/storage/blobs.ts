import { createHash, randomUUID } from "node:crypto";
import { createReadStream, openSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { makeFolder, syncFolder } from "../journal/on-disk";

/** The content of a file, stored under a generated name, so that no key is ever used as a path. */
export interface Blob {
  readonly id: string;
  readonly size: number;
  /** In hexadecimal digits. */
  readonly md5: string;
}

export type Bytes = Buffer | AsyncIterable<Buffer>;

/** First byte and last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Blobs {
  /** Resolves when the content is complete and on the disk. Until then, nothing refers to it. */
  write(content: Bytes): Promise<Blob>;
  /** Keeps reading what is removed meanwhile. */
  read(blob: Blob, span?: Span): Readable;
  remove(blob: Blob): void;
  /** Removes what a process that was killed has left behind. */
  keepOnly(blobs: readonly Blob[]): void;
}

export function blobsInFolder(folder: string): Blobs {
  makeFolder(folder, { mode: 0o700 });
  const fileOf = (id: string) => path.join(folder, id);
  return {
    async write(content) {
      const id = randomUUID();
      try {
        const blob = await measured(id, content, (chunks) =>
          writeFile(fileOf(id), chunks, { flag: "wx", mode: 0o600, flush: true }),
        );
        syncFolder(folder);
        return blob;
      } catch (error) {
        rmSync(fileOf(id), { force: true });
        throw error;
      }
    },
    read({ id, size }, { first, last } = { first: 0, last: size - 1 }) {
      if (last < first) return Readable.from([]);
      return createReadStream("", { fd: openSync(fileOf(id), "r"), start: first, end: last });
    },
    remove: ({ id }) => rmSync(fileOf(id), { force: true }),
    keepOnly(blobs) {
      const kept = new Set(blobs.map(({ id }) => id));
      for (const id of readdirSync(folder)) if (!kept.has(id)) rmSync(fileOf(id), { force: true });
    },
  };
}

export function blobsInMemory(): Blobs {
  const contents = new Map<string, Buffer>();
  return {
    async write(content) {
      const id = randomUUID();
      return measured(id, content, async (chunks) => {
        contents.set(id, await buffer(Readable.from(chunks)));
      });
    },
    read: ({ id, size }, { first, last } = { first: 0, last: size - 1 }) =>
      Readable.from([contents.get(id)?.subarray(first, last + 1) ?? Buffer.alloc(0)]),
    remove: ({ id }) => contents.delete(id),
    keepOnly: () => {},
  };
}

async function measured(
  id: string,
  content: Bytes,
  write: (chunks: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Blob> {
  const digest = createHash("md5");
  let size = 0;
  async function* passing() {
    for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
      digest.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await write(passing());
  return { id, size, md5: digest.digest("hex") };
}
