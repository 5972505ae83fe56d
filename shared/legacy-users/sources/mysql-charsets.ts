/**
 * Stands in for iconv-lite in the bundles (see infra/bundling.ts). The driver reads UTF-8, which it
 * asks the server for, by itself; this is for the rest that it might meet, such as an error that is written before
 * anybody has asked.
 */
export const getDecoder = (charset: string) => {
  const decoder = new TextDecoder(charset === "cesu8" ? "utf-8" : charset);
  return {
    write: (bytes: Uint8Array): string => decoder.decode(bytes, { stream: true }),
    end: (): string => decoder.decode(),
  };
};
