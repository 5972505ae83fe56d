import { scrypt as deriveKey, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import type { Check, DeriveOptions, Format } from "../format";
import { withTransformed } from "../parts/checks";
import { numberFromCrypt64, toCrypt64 } from "../parts/crypt64";
import { fromBase64, fromDecimal, fromEncoding, fromHex, fromUnpaddedBase64 } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";

const MIB = 1_048_576;
const SHORTEST_KEY = 16;
const LARGEST_N = 2 ** 30;

const derive = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(deriveKey);

export function deriveScrypt(
  candidate: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
  { bytesOf, signal }: DeriveOptions,
): Promise<Buffer> {
  signal.throwIfAborted();
  return derive(bytesOf(candidate), salt, length, options);
}

export interface ScryptCost {
  readonly n: number | undefined;
  readonly r: number | undefined;
  readonly p: number | undefined;
}

/** The cost of scrypt, and its options for Node; undefined for parameters that scrypt cannot have. */
export function costOfScrypt({ n, r, p }: ScryptCost) {
  if (!n || !r || !p || n < 2 || n > LARGEST_N || (n & (n - 1)) !== 0) return undefined;
  return {
    cost: {
      memoryMib: (128 * r * (n + p)) / MIB,
      // Each lane writes all of the memory and reads it again.
      memoryWorkMib: (2 * 128 * n * r * p) / MIB,
      // PBKDF2 fills a block of each lane before, and reads all of them after.
      iterations: 2 * ((128 * r * p) / 32),
    },
    // Node's own limit is 32 MiB, which the usual parameters exceed.
    options: { N: n, r, p, maxmem: 128 * r * (n + p + 2) },
  };
}

export interface Scrypt extends ScryptCost {
  readonly salt: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/** The key must have the length that its format requires, because a shorter key is the beginning of a longer one. */
export function checkScrypt({ salt, key, ...parameters }: Scrypt): Check | undefined {
  const work = costOfScrypt(parameters);
  if (work === undefined || !salt?.length || key === undefined || key.length < SHORTEST_KEY) return undefined;
  return {
    cost: work.cost,
    digest: key,
    derive: (candidate, options) => deriveScrypt(candidate, salt, key.length, work.options, options),
  };
}

/** 2 to the power of the exponent, by which most formats write the cost. */
export const powerOfTwo = (exponent: number | undefined): number | undefined =>
  exponent === undefined || exponent > 63 ? undefined : 2 ** exponent;

const fromDecimals = (n?: string, r?: string, p?: string): ScryptCost => ({
  n: fromDecimal(n),
  r: fromDecimal(r),
  p: fromDecimal(p),
});

const PATTERNS: readonly HashPattern[] = [
  {
    // The string format of the password hashing competition.
    pattern: /^\$scrypt\$ln=(\d{1,2}),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/,
    read: (ln, r, p, salt, key) =>
      checkScrypt({
        n: powerOfTwo(fromDecimal(ln)),
        r: fromDecimal(r),
        p: fromDecimal(p),
        salt: fromUnpaddedBase64(salt),
        key: fromUnpaddedBase64(key, 32),
      }),
  },
  {
    // Kratos writes N itself where the other has its logarithm, and pads its base64.
    pattern: /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]{43}=)$/,
    read: (n, r, p, salt, key) =>
      checkScrypt({
        ...fromDecimals(n, r, p),
        salt: fromBase64(salt),
        key: fromBase64(key, 32),
      }),
  },
  {
    // werkzeug; the salt is text.
    pattern: /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([0-9a-f]{128})$/,
    read: (n, r, p, salt, key) =>
      checkScrypt({
        ...fromDecimals(n, r, p),
        salt: fromEncoding("text", salt),
        key: fromHex(key, 64),
      }),
  },
  {
    // Spring, and lambdaworks before it: log2 N in the upper half of a word, then r and p in a byte each.
    pattern:
      /^\$(?:s0\$)?([1-9a-f][0-9a-f]{0,1})([0-9a-f]{2})([0-9a-f]{2})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]{43}=)$/,
    read: (ln, r, p, salt, key) =>
      checkScrypt({
        n: powerOfTwo(fromHexadecimal(ln)),
        r: fromHexadecimal(r),
        p: fromHexadecimal(p),
        salt: fromBase64(salt),
        key: fromBase64(key, 32),
      }),
  },
  {
    // The Ruby gem: everything in hexadecimal. It leaves out the zeros that a salt begins with.
    pattern:
      /^([1-9a-f][0-9a-f]{0,7})\$([1-9a-f][0-9a-f]{0,3})\$([1-9a-f][0-9a-f]{0,3})\$([0-9a-f]{16,64})\$([0-9a-f]{64})$/,
    read: (n, r, p, salt, key) =>
      checkScrypt({
        n: fromHexadecimal(n),
        r: fromHexadecimal(r),
        p: fromHexadecimal(p),
        salt: fromHex(salt?.replace(/^(00)+/, "")),
        key: fromHex(key, 32),
      }),
  },
];

/** crypt(3) and libsodium: log2 N in one character, r and p in five each, and a salt that is text. */
const CRYPT =
  /^\$7\$([./0-9A-Za-z])([./0-9A-Za-z]{5})([./0-9A-Za-z]{5})([!-#%-9;-~]{1,86})\$([./0-9A-Za-z]{43})$/;

function readCryptScrypt(hash: string): Check | undefined {
  const [, ln, r, p, salt = "", key = ""] = CRYPT.exec(hash) ?? [];
  const check = checkScrypt({
    n: powerOfTwo(numberFromCrypt64(ln)),
    r: numberFromCrypt64(r),
    p: numberFromCrypt64(p),
    salt: Buffer.from(salt),
    key: Buffer.alloc(32),
  });
  return (
    check && {
      ...check,
      digest: Buffer.from(key),
      derive: async (candidate, options) => Buffer.from(toCrypt64(await check.derive(candidate, options))),
    }
  );
}

const fromHexadecimal = (digits: string | undefined): number => Number.parseInt(digits ?? "", 16);

export const SCRYPT_CEILINGS = ["memoryMib", "memoryWorkMib", "iterations"] as const;

const PREFIX = /^(\$scrypt\$|scrypt:|\$7\$|\$s0\$|\$[0-9a-f]{5,6}\$|([0-9a-f]{1,8}\$){3})/;

/** Reads a hash string or, if the key stands alone, the parameters beside it. */
export const scrypt: Format = {
  schemes: ["scrypt"],
  prefix: PREFIX,
  needs: ["n", "r", "p", "salt", "keylen"],
  defaults: { encoding: "hex", saltEncoding: "text" },
  ceilings: SCRYPT_CEILINGS,
  read(record) {
    if (PREFIX.test(record.hash)) return readMatching(PATTERNS, record.hash) ?? readCryptScrypt(record.hash);
    const key = fromEncoding(record.text("encoding") ?? "hex", record.hash);
    return checkScrypt({
      n: record.integer("n"),
      r: record.integer("r"),
      p: record.integer("p"),
      salt: fromEncoding(record.text("saltEncoding") ?? "text", record.text("salt")),
      key: key?.length === record.integer("keylen") ? key : undefined,
    });
  },
};

const NODE = { n: 16_384, r: 16, p: 1, keylen: 64 };

/**
 * `salt:key`, as Node programs store it. The default parameters are those of better-auth and Lucia. The salt is used
 * as the text that it is written as, and the password is normalised.
 */
export const scryptNode: Format = {
  schemes: ["scrypt-node"],
  defaults: NODE,
  ceilings: SCRYPT_CEILINGS,
  read(record) {
    const [, salt, key] = /^(?:s2:)?([0-9A-Za-z]+):([0-9a-f]+)$/.exec(record.hash) ?? [];
    const check = checkScrypt({
      n: record.integer("n") ?? NODE.n,
      r: record.integer("r") ?? NODE.r,
      p: record.integer("p") ?? NODE.p,
      salt: fromEncoding("text", salt),
      key: fromHex(key, record.integer("keylen") ?? NODE.keylen),
    });
    return withTransformed(check, (candidate) => candidate.normalize("NFKC"));
  },
};
