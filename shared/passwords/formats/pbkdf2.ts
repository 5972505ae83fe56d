import { pbkdf2 as deriveKey } from "node:crypto";
import { promisify } from "node:util";
import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, isDigestName } from "../parts/digest";
import {
  fromAb64,
  fromBase64,
  fromBase64Url,
  fromDecimal,
  fromEncoding,
  fromHex,
  fromUnpaddedBase64,
  fromUpperHex,
} from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";

/** The length of a key, unless a format says otherwise. */
const bytesOf = (digest = ""): number =>
  isDigestName(digest) ? DIGEST_LENGTHS[digest] : (SHA3_LENGTHS[digest] ?? 0);

const SHA3_LENGTHS: Readonly<Record<string, number>> = { "sha3-224": 28, "sha3-384": 48 };

const SHORTEST_KEY = 16;

/** 400, in hexadecimal. */
const P5K2_ITERATIONS = "190";

const derive = promisify(deriveKey);

export interface Pbkdf2 {
  /** As Node calls it. */
  readonly digest: string | undefined;
  readonly iterations: number | undefined;
  readonly salt: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/** The key must have the length that its format requires, because a shorter key is the beginning of a longer one. */
export function checkPbkdf2({ digest, iterations, salt, key }: Pbkdf2): Check | undefined {
  const bytes = bytesOf(digest);
  if (digest === undefined || bytes === 0 || !iterations || !salt?.length) return undefined;
  if (key === undefined || key.length < SHORTEST_KEY) return undefined;
  return {
    // Each block of the key takes all iterations.
    cost: { iterations: iterations * Math.ceil(key.length / bytes) },
    digest: key,
    derive: (candidate, { bytesOf, signal }) => {
      signal.throwIfAborted();
      return derive(bytesOf(candidate), salt, iterations, key.length, digest);
    },
  };
}

const PATTERNS: readonly HashPattern[] = [
  {
    // passlib.
    pattern: /^\$pbkdf2(?:-(sha256|sha512))?\$(\d+)\$([./A-Za-z0-9]+)\$([./A-Za-z0-9]+)$/,
    read: (digest = "sha1", iterations, salt, key) =>
      checkPbkdf2({
        digest,
        iterations: fromDecimal(iterations),
        salt: fromAb64(salt),
        key: fromAb64(key, bytesOf(digest)),
      }),
  },
  {
    // The string format of the password hashing competition. What sha224 and sha384 mean is not agreed upon.
    pattern: /^\$pbkdf2-(sha1|sha256|sha512)\$i=(\d+)(?:,l=(\d+))?\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/,
    read: (digest, iterations, length, salt, key) =>
      checkPbkdf2({
        digest,
        iterations: fromDecimal(iterations),
        salt: fromUnpaddedBase64(salt),
        key: fromUnpaddedBase64(key, length === undefined ? bytesOf(digest) : fromDecimal(length)),
      }),
  },
  {
    // werkzeug; the salt is text.
    pattern: /^pbkdf2:(sha\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/,
    read: (digest, iterations, salt, key) =>
      checkPbkdf2({
        digest,
        iterations: fromDecimal(iterations),
        salt: fromEncoding("text", salt),
        key: fromHex(key, bytesOf(digest)),
      }),
  },
  {
    // Dwayne Litzenberger's: everything before the key is the salt.
    pattern: /^(\$p5k2\$([1-9a-f][0-9a-f]{0,7})?\$[./0-9A-Za-z]+)\$([./0-9A-Za-z]{32})$/,
    read: (salt, iterations, key) =>
      checkPbkdf2({
        digest: "sha1",
        iterations: Number.parseInt(iterations ?? P5K2_ITERATIONS, 16),
        salt: fromEncoding("text", salt),
        key: fromAb64(key, 24),
      }),
  },
  {
    // Cryptacular: the other alphabet of base64.
    pattern: /^\$p5k2\$([1-9a-f][0-9a-f]{0,7})\$([\w-]+={0,2})\$([\w-]{27}=)$/,
    read: (iterations, salt, key) =>
      checkPbkdf2({
        digest: "sha1",
        iterations: Number.parseInt(iterations ?? "", 16),
        salt: fromBase64Url(salt),
        key: fromBase64Url(key, 20),
      }),
  },
  {
    // GRUB.
    pattern: /^grub\.pbkdf2\.sha512\.(\d+)\.([0-9A-F]+)\.([0-9A-F]{128})$/,
    read: (iterations, salt, key) =>
      checkPbkdf2({
        digest: "sha512",
        iterations: fromDecimal(iterations),
        salt: fromUpperHex(salt),
        key: fromUpperHex(key, 64),
      }),
  },
  {
    // Atlassian: 16 bytes of salt, then 32 of key.
    pattern: /^\{PKCS5S2\}([A-Za-z0-9+/]{64})$/,
    read: (text) => {
      const bytes = fromBase64(text, 48);
      return checkPbkdf2({
        digest: "sha1",
        iterations: 10_000,
        salt: bytes?.subarray(0, 16),
        key: bytes?.subarray(16),
      });
    },
  },
];

const PREFIX = /^(\$pbkdf2[-$]|pbkdf2:|\{PKCS5S2\}|\$p5k2\$|grub\.pbkdf2\.)/;

/**
 * Reads a hash string or, if the key stands alone, the parameters beside it, as from FusionAuth,
 * passport-local-mongoose or custom code.
 */
export const pbkdf2: Format = {
  schemes: ["pbkdf2"],
  prefix: PREFIX,
  needs: ["digest", "iterations", "salt"],
  defaults: { keylen: "the digest's", encoding: "hex", saltEncoding: "text" },
  ceilings: ["iterations"],
  read(record) {
    if (PREFIX.test(record.hash)) return readMatching(PATTERNS, record.hash);
    const digest = record.text("digest")?.toLowerCase().replace(/^sha-/, "sha");
    const key = fromEncoding(record.text("encoding") ?? "hex", record.hash);
    return checkPbkdf2({
      digest,
      iterations: record.integer("iterations"),
      salt: fromEncoding(record.text("saltEncoding") ?? "text", record.text("salt")),
      key: key?.length === (record.integer("keylen") ?? bytesOf(digest)) ? key : undefined,
    });
  },
};
