/**
 * Replaces iconv-lite in the bundles (infra/bundling.ts). The driver itself reads UTF-8, which it requests from the
 * server. This decodes anything else, such as an error that the server sends before the character set is agreed.
 */
export const getDecoder = (charset: string) => {
  const decoder = new TextDecoder(charset === "cesu8" ? "utf-8" : charset);
  return {
    write: (bytes: Uint8Array): string => decoder.decode(bytes, { stream: true }),
    end: (): string => decoder.decode(),
  };
};
