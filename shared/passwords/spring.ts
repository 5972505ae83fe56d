import { readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { DIGEST_LENGTHS, type DigestName, digest } from "./digest";
import { fromBase64, fromHex } from "./encodings";
import type { Check, Format } from "./format";
import { Given } from "./given";
import { readLdap } from "./ldap";
import { checkDigest } from "./one-digest";
import { checkPbkdf2 } from "./pbkdf2";
import { scrypt } from "./scrypt";
import { inTurns, repeated } from "./turns";

const LABELLED = /^\{([\w@-]+)\}(.*)$/;

/** MessageDigestPasswordEncoder: the braces belong to the salt. */
const SALTED = /^(\{[^}]*\})?([^{}]+)$/;

/** StandardPasswordEncoder. */
const STANDARD = { salt: 8, iterations: 1_024 };

/** What stands in the braces names an encoder, in exactly this case. Plaintext is another format. */
const ENCODERS: Readonly<Record<string, (given: Given) => Check | undefined>> = {
  bcrypt: ({ hash }) => readBcrypt(hash),
  argon2: ({ hash }) => readArgon2(hash),
  "argon2@SpringSecurity_v5_8": ({ hash }) => readArgon2(hash),
  scrypt: (given) => readScrypt(given),
  "scrypt@SpringSecurity_v5_8": (given) => readScrypt(given),
  pbkdf2: (given) => readPbkdf2(given, "sha1", 8, 185_000),
  "pbkdf2@SpringSecurity_v5_8": (given) => readPbkdf2(given, "sha256", 16, 310_000),
  sha256: (given) => readStandard(given),
  MD4: ({ hash }) => readSalted("md4", hash),
  MD5: ({ hash }) => readSalted("md5", hash),
  "SHA-1": ({ hash }) => readSalted("sha1", hash),
  "SHA-256": ({ hash }) => readSalted("sha256", hash),
  ldap: ({ hash }) => readLdap(hash),
};

/** DelegatingPasswordEncoder. What is secret in an encoder is the parameter `pepper`. */
export const spring: Format = {
  schemes: ["spring"],
  labelsPlaintext: true,
  describes: (hash) => readSpring(new Given(hash, {}, {})) !== undefined,
  read: readSpring,
};

function readSpring(given: Given): Check | undefined {
  const [, encoder = "", hash = ""] = LABELLED.exec(given.hash) ?? [];
  return Object.hasOwn(ENCODERS, encoder) ? ENCODERS[encoder]?.(given.around(hash)) : undefined;
}

const readScrypt = (given: Given): Check | undefined =>
  scrypt.describes?.(given.hash) ? scrypt.read(given) : undefined;

/** A salt and a key of 32 bytes in one, usually in hexadecimal. */
function readPbkdf2(given: Given, name: string, saltLength: number, iterations: number): Check | undefined {
  const length = saltLength + 32;
  const bytes = fromHex(given.hash, length) ?? fromBase64(given.hash, length);
  return checkPbkdf2({
    digest: name,
    iterations: given.integer("iterations") ?? iterations,
    salt: bytes && Buffer.concat([bytes.subarray(0, saltLength), pepperOf(given)]),
    key: bytes?.subarray(saltLength),
  });
}

function readStandard(given: Given): Check | undefined {
  const bytes = fromHex(given.hash, STANDARD.salt + DIGEST_LENGTHS.sha256);
  if (bytes === undefined) return undefined;
  return {
    cost: { rounds: STANDARD.iterations },
    digest: bytes.subarray(STANDARD.salt),
    derive: (candidate, { bytesOf, signal }) => {
      const first = digest("sha256", bytes.subarray(0, STANDARD.salt), pepperOf(given), bytesOf(candidate));
      return inTurns(
        repeated(STANDARD.iterations - 1, first, (state) => digest("sha256", state)),
        signal,
      );
    },
  };
}

const pepperOf = (given: Given): Buffer => Buffer.from(given.text("pepper") ?? "");

function readSalted(name: DigestName, hash: string): Check | undefined {
  const [, salt = "", encoded] = SALTED.exec(hash) ?? [];
  const stored = fromHex(encoded, DIGEST_LENGTHS[name]) ?? fromBase64(encoded, DIGEST_LENGTHS[name]);
  return checkDigest(name, stored, (candidate) => candidate + salt);
}
