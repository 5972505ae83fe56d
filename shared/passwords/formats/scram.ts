import { twice } from "../ceilings";
import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, digest, hmac } from "../parts/digest";
import { fromBase64, fromDecimal } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";
import { checkPbkdf2 } from "./pbkdf2";

const PATTERNS: readonly HashPattern[] = [
  {
    // PostgreSQL.
    pattern: /^SCRAM-SHA-(256)\$(\d+):([^$:,]+)\$([^$:,]+):([^$:,]+)$/,
    read: (...fields) => readKeys(...fields),
  },
  {
    // Dovecot.
    pattern: /^\{SCRAM-SHA-(1|256)\}(\d+),([^$:,]+),([^$:,]+),([^$:,]+)$/i,
    read: (...fields) => readKeys(...fields),
  },
];

/** RFC 5802: what a server stores for SCRAM. */
export const scram: Format = {
  schemes: ["scram"],
  prefix: /^\{?SCRAM-SHA-/i,
  ceilings: ["iterations"],
  read: ({ hash }) => readScram(hash),
};

export const readScram = (hash: string): Check | undefined => readMatching(PATTERNS, hash);

function readKeys(
  bits?: string,
  iterations?: string,
  salt?: string,
  stored?: string,
  server?: string,
): Check | undefined {
  const name = bits === "1" ? "sha1" : "sha256";
  const length = DIGEST_LENGTHS[name];
  const storedKey = fromBase64(stored, length);
  const serverKey = fromBase64(server, length);
  const salted = checkPbkdf2({
    digest: name,
    iterations: fromDecimal(iterations),
    salt: fromBase64(salt),
    key: Buffer.alloc(length),
  });
  if (storedKey === undefined || serverKey === undefined || salted === undefined) return undefined;
  return {
    cost: twice(salted.cost),
    digest: Buffer.concat([storedKey, serverKey]),
    async derive(candidate, options) {
      const derived = keysOf(name, await salted.derive(prepared(candidate), options));
      const isOfIt = storedKey.equals(derived.subarray(0, length));
      return isOfIt ? derived : keysOf(name, await salted.derive(candidate, options));
    },
  };
}

function keysOf(name: "sha1" | "sha256", key: Buffer): Buffer {
  const clientKey = hmac(name, key, Buffer.from("Client Key"));
  return Buffer.concat([digest(name, clientKey), hmac(name, key, Buffer.from("Server Key"))]);
}

/** What RFC 4013 maps to a space, and to nothing. U+200B is in both tables; PostgreSQL makes a space of it. */
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;
const NOTHING = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

/**
 * Prepares a password by RFC 4013, as most servers do. Some take the password as it is, and all of them do so for one
 * that RFC 4013 prohibits.
 */
const prepared = (candidate: string): string =>
  candidate.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
