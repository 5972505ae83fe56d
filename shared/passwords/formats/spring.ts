import type { Check, Format } from "../format";
import type { HashRecord } from "../hash-record";
import { checkDigest } from "../parts/checks";
import { DIGEST_LENGTHS, type DigestName, digest } from "../parts/digest";
import { fromBase64, fromHex } from "../parts/encodings";
import { inSlices, repeated } from "../parts/time-slices";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { readLdap } from "./ldap";
import { checkPbkdf2 } from "./pbkdf2";
import { scrypt } from "./scrypt";

const LABELLED = /^\{([\w@-]+)\}(.*)$/;

/** MessageDigestPasswordEncoder. The braces are part of the salt. */
const SALTED = /^(\{[^}]*\})?([^{}]+)$/;

/** StandardPasswordEncoder. */
const STANDARD = { salt: 8, iterations: 1_024 };

/** The text in the braces names an encoder, in exactly this case. Plaintext is another format. */
const ENCODERS: Readonly<Record<string, (record: HashRecord) => Check | undefined>> = {
  bcrypt: ({ hash }) => readBcrypt(hash),
  argon2: ({ hash }) => readArgon2(hash),
  "argon2@SpringSecurity_v5_8": ({ hash }) => readArgon2(hash),
  scrypt: (record) => readScrypt(record),
  "scrypt@SpringSecurity_v5_8": (record) => readScrypt(record),
  pbkdf2: (record) => readPbkdf2(record, "sha1", 8, 185_000),
  "pbkdf2@SpringSecurity_v5_8": (record) => readPbkdf2(record, "sha256", 16, 310_000),
  sha256: (record) => readStandard(record),
  MD4: ({ hash }) => readSalted("md4", hash),
  MD5: ({ hash }) => readSalted("md5", hash),
  "SHA-1": ({ hash }) => readSalted("sha1", hash),
  "SHA-256": ({ hash }) => readSalted("sha256", hash),
  ldap: ({ hash }) => readLdap(hash),
};

/** DelegatingPasswordEncoder. The secret of an encoder is the parameter `pepper`. */
export const spring: Format = {
  schemes: ["spring"],
  prefix: /^\{(bcrypt|(argon2|scrypt|pbkdf2)(@\w+)?|sha256|MD4|MD5|SHA-1|SHA-256|ldap)\}/,
  defaults: { pepper: "none", iterations: "the encoder's" },
  ceilings: ["rounds", "iterations", "bcryptCost", ...ARGON2_CEILINGS],
  labelsPlaintext: true,
  read: readSpring,
};

function readSpring(record: HashRecord): Check | undefined {
  const [, encoder = "", hash = ""] = LABELLED.exec(record.hash) ?? [];
  return Object.hasOwn(ENCODERS, encoder) ? ENCODERS[encoder]?.(record.withHash(hash)) : undefined;
}

const readScrypt = (record: HashRecord): Check | undefined =>
  scrypt.prefix?.test(record.hash) ? scrypt.read(record) : undefined;

/** Salt and key in one text, usually in hexadecimal. The key has 32 bytes. */
function readPbkdf2(
  record: HashRecord,
  name: string,
  saltLength: number,
  iterations: number,
): Check | undefined {
  const length = saltLength + 32;
  const bytes = fromHex(record.hash, length) ?? fromBase64(record.hash, length);
  return checkPbkdf2({
    digest: name,
    iterations: record.integer("iterations") ?? iterations,
    salt: bytes && Buffer.concat([bytes.subarray(0, saltLength), pepperOf(record)]),
    key: bytes?.subarray(saltLength),
  });
}

function readStandard(record: HashRecord): Check | undefined {
  const bytes = fromHex(record.hash, STANDARD.salt + DIGEST_LENGTHS.sha256);
  if (bytes === undefined) return undefined;
  return {
    cost: { rounds: STANDARD.iterations },
    digest: bytes.subarray(STANDARD.salt),
    derive: (candidate, { bytesOf, signal }) => {
      const first = digest("sha256", bytes.subarray(0, STANDARD.salt), pepperOf(record), bytesOf(candidate));
      return inSlices(
        repeated(STANDARD.iterations - 1, first, (state) => digest("sha256", state)),
        signal,
      );
    },
  };
}

const pepperOf = (record: HashRecord): Buffer => Buffer.from(record.text("pepper") ?? "");

function readSalted(name: DigestName, hash: string): Check | undefined {
  const [, salt = "", encoded] = SALTED.exec(hash) ?? [];
  const stored = fromHex(encoded, DIGEST_LENGTHS[name]) ?? fromBase64(encoded, DIGEST_LENGTHS[name]);
  return checkDigest(name, stored, (candidate) => candidate + salt);
}
