import { DIGEST_LENGTHS, digest } from "./digest";
import { fromHex } from "./encodings";
import type { Check, Format } from "./format";

const MEDIAWIKI = /^:(?:A|B:([0-9a-f]+)):([0-9a-f]{32})$/;

/** Before 1.24; what came then is PBKDF2. */
export const mediawiki: Format = {
  schemes: ["mediawiki"],
  describes: (hash) => MEDIAWIKI.test(hash),
  read: ({ hash }) => readMediawiki(hash),
};

function readMediawiki(hash: string): Check | undefined {
  const [, salt, encoded] = MEDIAWIKI.exec(hash) ?? [];
  const stored = fromHex(encoded, DIGEST_LENGTHS.md5);
  return stored && { cost: {}, digest: stored, derive: (candidate) => hashed(candidate, salt) };
}

function hashed(candidate: string, salt: string | undefined): Buffer {
  const unsalted = digest("md5", Buffer.from(candidate));
  return salt === undefined ? unsalted : digest("md5", Buffer.from(`${salt}-${unsalted.toString("hex")}`));
}
