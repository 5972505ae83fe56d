import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { CommandError, fileError } from "../cli/errors";

/** A file of rows, or the standard input. */
export interface SourceFile {
  readonly isJson: boolean;
  /** A digest of the beginning of the file, up to this line at most, which tells one file from another. */
  fingerprint(line: number): string;
  chunks(): AsyncGenerator<Buffer>;
}

export const STDIN = "-";

const START_BYTES = 65_536;

/** Opens a file, and closes it after the work: an open standard input would keep the process from ending. */
export async function withSourceFile<Result>(
  name: string,
  work: (file: SourceFile) => Promise<Result>,
): Promise<Result> {
  const stream = name === STDIN ? process.stdin : createReadStream(name);
  const shownName = name === STDIN ? "The standard input" : name;
  try {
    if (name !== STDIN) await once(stream, "open").catch((error) => refuse(shownName, error));
    return await work(await sourceFileFrom(shownName, stream));
  } finally {
    stream.destroy();
  }
}

async function sourceFileFrom(name: string, stream: Readable): Promise<SourceFile> {
  const rest: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const next = () => rest.next().catch((error) => refuse(name, error));
  const first: Buffer[] = [];
  let length = 0;
  while (length < START_BYTES) {
    const { done, value } = await next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const start = Buffer.concat(first).subarray(0, START_BYTES);
  refuseOtherFormats(name, start);
  return {
    isJson: /^(\xef\xbb\xbf)?\s*\{/.test(start.toString("latin1")),
    fingerprint: (line) => createHash("sha256").update(firstLines(start, line)).digest("hex"),
    async *chunks() {
      yield* first.splice(0);
      for (let read = await next(); !read.done; read = await next()) yield read.value;
    },
  };
}

function refuseOtherFormats(name: string, start: Buffer): void {
  const text = start.toString("latin1");
  if (text === "") throw new CommandError(`${name} is empty.`);
  if (/^(\xff\xfe|\xfe\xff)/.test(text)) throw new CommandError(`${name} is UTF-16. Save it as UTF-8.`);
  if (/^(\xef\xbb\xbf)?\s*\[\s*\{/.test(text))
    throw new CommandError(
      `${name} is a JSON array. Write one object a line, for instance with: jq -c '.[]'`,
    );
}

function firstLines(start: Buffer, count: number): Buffer {
  let end = 0;
  for (let line = 0; line < count; line += 1) {
    const newline = start.indexOf(NEWLINE, end);
    if (newline < 0) return start;
    end = newline + 1;
  }
  return start.subarray(0, end);
}

const NEWLINE = 0x0a;

function refuse(name: string, error: unknown): never {
  throw fileError(name, "read", error);
}
