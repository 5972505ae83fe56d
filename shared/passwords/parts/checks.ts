import type { Check, DeriveOptions } from "../format";
import { DIGEST_LENGTHS, type DigestName, digest } from "./digest";
import { fromHex } from "./encodings";

/** A check against one digest of the password, or of a text that contains it. */
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

/** A plain MD5, which many systems began with. */
export const readMd5 = (hash: string): Check | undefined => checkDigest("md5", fromHex(hash));

/** The same check with a password that is transformed before it is hashed. */
export const withTransformed = (
  check: Check | undefined,
  transform: (candidate: string, bytesOf: DeriveOptions["bytesOf"]) => string,
): Check | undefined =>
  check && {
    ...check,
    derive: (candidate, options) => check.derive(transform(candidate, options.bytesOf), options),
  };
