import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { CommandError } from "../errors";

/** A file of old users, or what comes in at the standard input. */
export interface SourceFile {
  readonly isJson: boolean;
  /** What tells a file from another one, without reading all of it. */
  readonly fingerprint: string;
  chunks(): AsyncGenerator<Buffer>;
}

export const STDIN = "-";

const START_BYTES = 65_536;

/** Does something with a file, and closes it: an open standard input would keep the process from ending. */
export async function withSourceFile<Result>(
  name: string,
  work: (file: SourceFile) => Promise<Result>,
): Promise<Result> {
  const stream = name === STDIN ? process.stdin : await opened(name);
  try {
    return await work(await begun(name, stream));
  } finally {
    stream.destroy();
  }
}

async function begun(name: string, stream: Readable): Promise<SourceFile> {
  const rest: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let length = 0;
  while (length < START_BYTES) {
    const { done, value } = await rest.next().catch((error) => refuse(name, error));
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const start = Buffer.concat(first).subarray(0, START_BYTES);
  if (start.length === 0) throw new CommandError(`${nameOf(name)} is empty.`);
  if (/^(\xff\xfe|\xfe\xff)/.test(start.toString("latin1", 0, 2)))
    throw new CommandError(`${nameOf(name)} is written in UTF-16. Save it in UTF-8.`);
  return {
    isJson: /^(\xef\xbb\xbf)?\s*\{/.test(start.toString("latin1")),
    fingerprint: createHash("sha256").update(start).digest("hex"),
    async *chunks() {
      yield* first.splice(0);
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
    },
  };
}

const nameOf = (name: string): string => (name === STDIN ? "The standard input" : name);

async function opened(name: string) {
  const stream = createReadStream(name);
  await once(stream, "open").catch((error) => refuse(name, error));
  return stream;
}

function refuse(name: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  throw new CommandError(`${nameOf(name)} cannot be read (${code}).`, { cause: error });
}
