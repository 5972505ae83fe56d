import type { Check, DeriveOptions, Format } from "../format";
import { checkDigest, withTransformed } from "../parts/checks";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromBase64, fromDecimal, fromEncoding, fromHex } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { checkPbkdf2 } from "./pbkdf2";
import { checkScrypt } from "./scrypt";

const readDigest = (name: "md5" | "sha1", salt = "", hash = ""): Check | undefined =>
  checkDigest(name, fromHex(hash), (candidate) => salt + candidate);

const sha256Hex = (candidate: string, bytesOf: DeriveOptions["bytesOf"]): string =>
  digest("sha256", bytesOf(candidate)).toString("hex");

/** The formats of Django's hashers. Salts are text. A password that nobody can use begins with `!`. */
const PATTERNS: readonly HashPattern[] = [
  {
    pattern: /^pbkdf2_(sha1|sha256|sha512)\$(\d+)\$([^$]+)\$([A-Za-z0-9+/]+={0,2})$/,
    read: (name, iterations, salt, key) =>
      checkPbkdf2({
        digest: name,
        iterations: fromDecimal(iterations),
        salt: fromEncoding("text", salt),
        key: fromBase64(key, DIGEST_LENGTHS[name as "sha1" | "sha256" | "sha512"]),
      }),
  },
  { pattern: /^argon2(\$argon2.+)$/, read: (hash = "") => readArgon2(hash) },
  { pattern: /^bcrypt\$(\$2.+)$/, read: (hash = "") => readBcrypt(hash) },
  { pattern: /^bcrypt_sha256\$(\$2.+)$/, read: (hash = "") => withTransformed(readBcrypt(hash), sha256Hex) },
  {
    pattern: /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/]{86}==)$/,
    read: (n, salt, r, p, key) =>
      checkScrypt({
        n: fromDecimal(n),
        r: fromDecimal(r),
        p: fromDecimal(p),
        salt: fromEncoding("text", salt),
        key: fromBase64(key, 64),
      }),
  },
  { pattern: /^md5\$([^$]*)\$([0-9a-f]+)$/, read: (salt, hash) => readDigest("md5", salt, hash) },
  { pattern: /^sha1\$([^$]*)\$([0-9a-f]+)$/, read: (salt, hash) => readDigest("sha1", salt, hash) },
];

export const django: Format = {
  schemes: ["django"],
  prefix: /^(pbkdf2_sha\d+|argon2|bcrypt|bcrypt_sha256|scrypt|md5|sha1)\$/,
  ceilings: ["iterations", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) => readMatching(PATTERNS, hash),
};

/** Django's hash before it had salts: a plain MD5. */
export const djangoUnsalted: Format = {
  schemes: ["django-unsalted-md5"],
  read: ({ hash }) => readDigest("md5", "", hash),
};
