import type { Readable } from "node:stream";

/** All of an answer. The SDK asks first whether it is a `ReadableStream` of the Web, for which Node loads all of these. */
export const streamCollector = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.once("error", reject);
    stream.once("end", () => resolve(Buffer.concat(chunks)));
  });
