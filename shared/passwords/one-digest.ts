import { DIGEST_LENGTHS, type DigestName, digest } from "./digest";
import { fromHex } from "./encodings";
import type { Check } from "./format";

/** One digest of a text with the password in it, or of the password alone. */
export const checkDigest = (
  name: DigestName,
  stored: Buffer | undefined,
  textOf = (candidate: string): string => candidate,
): Check | undefined =>
  stored?.length === DIGEST_LENGTHS[name]
    ? {
        cost: {},
        digest: stored,
        derive: (candidate, { bytesOf }) => digest(name, bytesOf(textOf(candidate))),
      }
    : undefined;

/** What many systems had before anything better. */
export const readMd5 = (hash: string): Check | undefined => checkDigest("md5", fromHex(hash));
