import type { Readable } from "node:stream";

/**
 * Reads a whole answer. The SDK first checks for a `ReadableStream` of the Web, for which Node loads all of Web
 * Streams.
 */
export const streamCollector = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.once("error", reject);
    stream.once("end", () => resolve(Buffer.concat(chunks)));
  });
