import type { Check, Format } from "../format";
import { checkDigest } from "../parts/checks";
import { DIGEST_LENGTHS, type DigestName, hmac } from "../parts/digest";
import { fromBase64, fromDecimal, fromUnpaddedBase64 } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";
import { ARGON2_CEILINGS, argon2 } from "./argon2";
import { bcrypt } from "./bcrypt";
import { readCrypt } from "./crypt";
import { firebaseScrypt } from "./firebase-scrypt";
import { ldap } from "./ldap";
import { checkPbkdf2, pbkdf2 } from "./pbkdf2";
import { scrypt } from "./scrypt";

const CRYPT = { md5: "$1$", sha256: "$5$", sha512: "$6$" };

/** What Ory Kratos imports, besides formats that others write as well. */
const PATTERNS: readonly HashPattern[] = [
  { pattern: /^\$(md5)\$([^$]+)$/, read: (name, encoded) => readDigest(name, "{PASSWORD}", "", encoded) },
  {
    pattern: /^\$(md5|sha1|sha256|sha512)\$pf=([^$]+)\$([^$]*)\$([^$]+)$/,
    read: (name, format, salt, encoded) =>
      readDigest(name, fromBase64(format)?.toString(), fromBase64(salt)?.toString(), encoded),
  },
  {
    pattern: /^\$hmac-(md4|md5|sha1|sha224|sha256|sha384|sha512)\$([^$]+)\$([^$]+)$/,
    read: (name, encoded, key) => readHmac(name as DigestName, encoded, fromBase64(key)),
  },
  {
    pattern: /^\$(md5|sha256|sha512)-crypt\$(.*)$/,
    read: (name, rest) => readCrypt(`${CRYPT[name as keyof typeof CRYPT]}${rest}`),
  },
];

/** Kratos means SHA-3 by these names and others mean SHA-2, so the scheme must be given. */
const SHA3: readonly HashPattern[] = [
  {
    pattern: /^\$pbkdf2-sha(224|384)\$i=(\d+),l=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/,
    read: (bits, iterations, length, salt, key) =>
      checkPbkdf2({
        digest: `sha3-${bits}`,
        iterations: fromDecimal(iterations),
        salt: fromUnpaddedBase64(salt),
        key: fromUnpaddedBase64(key, fromDecimal(length)),
      }),
  },
];

export const kratos: Format = {
  schemes: ["kratos"],
  prefix: /^\$(md5|sha\d+\$pf=|hmac-|sha\d+-crypt)/,
  ceilings: ["rounds", "iterations", "bcryptCost", ...ARGON2_CEILINGS],
  read(record) {
    const others = [bcrypt, argon2, scrypt, pbkdf2, firebaseScrypt, ldap];
    const other = others.find(({ prefix }) => prefix?.test(record.hash));
    return other?.read(record) ?? readMatching([...PATTERNS, ...SHA3], record.hash);
  },
};

/** The digest of a text that a format makes from `{PASSWORD}` and `{SALT}`. */
function readDigest(name?: string, format?: string, salt?: string, encoded?: string): Check | undefined {
  const algorithm = name as "md5" | "sha1" | "sha256" | "sha512";
  if (salt === undefined || !format?.includes("{PASSWORD}")) return undefined;
  return checkDigest(algorithm, fromBase64(encoded), (candidate) =>
    format.replace(/\{(PASSWORD|SALT)\}/g, (_, part) => (part === "SALT" ? salt : candidate)),
  );
}

/** The digest is written in hexadecimal, and that text in base64. */
function readHmac(name: DigestName, encoded?: string, key?: Buffer): Check | undefined {
  const stored = fromBase64(encoded, DIGEST_LENGTHS[name] * 2);
  if (stored === undefined || !key?.length) return undefined;
  return {
    cost: {},
    digest: stored,
    derive: (candidate, { bytesOf }) => Buffer.from(hmac(name, key, bytesOf(candidate)).toString("hex")),
  };
}
