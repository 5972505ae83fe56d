import type { Check, Format } from "../format";
import { withTransformed } from "../parts/checks";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromBase64, fromDecimal, fromHex } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { checkPbkdf2 } from "./pbkdf2";

/** `A` is an MD5 and `B` a salted one. The wiki may have wrapped either in PBKDF2 since. */
const PATTERNS: readonly HashPattern[] = [
  { pattern: /^:A:([0-9a-f]{32})$/, read: (encoded) => readMd5(undefined, encoded) },
  { pattern: /^:B:([0-9a-f]+):([0-9a-f]{32})$/, read: (salt, encoded) => readMd5(salt, encoded) },
  {
    pattern: /^:pbkdf2-legacyA:!(sha\d+):(\d+):(\d+)!!([^!]+)!([^!]+)$/,
    read: (...pbkdf2) =>
      withTransformed(readPbkdf2(...pbkdf2), (candidate, bytesOf) => md5(bytesOf(candidate)).toString("hex")),
  },
  {
    pattern: /^:pbkdf2-legacyB:!(sha\d+):(\d+):(\d+)!([0-9a-f]+)!([^!]+)!([^!]+)$/,
    read: (name, iterations, length, salt = "", ...pbkdf2) =>
      withTransformed(readPbkdf2(name, iterations, length, ...pbkdf2), (candidate, bytesOf) =>
        md5(bytesOf(candidate), salt).toString("hex"),
      ),
  },
  { pattern: /^:pbkdf2:(sha\d+):(\d+):(\d+):([^:]+):([^:]+)$/, read: readPbkdf2 },
  {
    pattern: /^:bcrypt:(\d{1,2})\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/,
    read: (cost = "", salt = "", hash = "") => readBcrypt(`$2y$${cost.padStart(2, "0")}$${salt}${hash}`),
  },
  { pattern: /^:argon2:(\$argon2.+)$/, read: (hash = "") => readArgon2(hash) },
];

export const mediawiki: Format = {
  schemes: ["mediawiki"],
  prefix: /^:(A|B|pbkdf2(-legacy[AB])?|argon2|bcrypt):/,
  ceilings: ["iterations", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) => readMatching(PATTERNS, hash),
};

function readMd5(salt: string | undefined, encoded: string | undefined): Check | undefined {
  const stored = fromHex(encoded, DIGEST_LENGTHS.md5);
  return (
    stored && { cost: {}, digest: stored, derive: (candidate, { bytesOf }) => md5(bytesOf(candidate), salt) }
  );
}

function md5(password: Buffer, salt?: string): Buffer {
  const unsalted = digest("md5", password);
  return salt === undefined ? unsalted : digest("md5", Buffer.from(`${salt}-${unsalted.toString("hex")}`));
}

function readPbkdf2(
  name?: string,
  iterations?: string,
  length?: string,
  salt?: string,
  key?: string,
): Check | undefined {
  return checkPbkdf2({
    digest: name,
    iterations: fromDecimal(iterations),
    salt: fromBase64(salt),
    key: fromBase64(key, fromDecimal(length)),
  });
}
