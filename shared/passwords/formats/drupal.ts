import type { Check, Format } from "../format";
import { withTransformed } from "../parts/checks";
import { digest } from "../parts/digest";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { readPhpass, roundsOf, stretch } from "./phpass";

const SHA512 = /^\$S\$([5-9A-S])([./0-9A-Za-z]{8})([./0-9A-Za-z]{43})$/;

/** What is left of the digest's 86 characters: Drupal keeps 55 characters of the whole hash. */
const ENCODED_LENGTH = 43;

/** Drupal 7 to 10.0. From 10.1 on it writes PHP's own formats, bcrypt and argon2. */
export const drupal: Format = {
  schemes: ["drupal"],
  prefix: /^(\$S\$|U\$)/,
  ceilings: ["rounds", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) => readDrupal(hash) ?? readBcrypt(hash) ?? readArgon2(hash),
};

const readDrupal = (hash: string): Check | undefined =>
  hash.startsWith("U$") ? updated(readStretched(hash.slice(1))) : readStretched(hash);

const readStretched = (hash: string): Check | undefined => readSha512(hash) ?? readPhpass(hash);

function readSha512(hash: string): Check | undefined {
  const [, cost, salt, encoded] = SHA512.exec(hash) ?? [];
  if (cost === undefined || salt === undefined || encoded === undefined) return undefined;
  const rounds = roundsOf(cost);
  return {
    cost: { rounds },
    digest: Buffer.from(encoded),
    derive: async (candidate, options) =>
      (await stretch("sha512", rounds, salt, candidate, options)).subarray(0, ENCODED_LENGTH),
  };
}

/** The update to Drupal 7 stretched the MD5 that Drupal 6 had stored. */
const updated = (check: Check | undefined): Check | undefined =>
  withTransformed(check, (candidate, bytesOf) => digest("md5", bytesOf(candidate)).toString("hex"));
