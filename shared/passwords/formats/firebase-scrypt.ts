import { createCipheriv } from "node:crypto";
import type { Check, Format } from "../format";
import { fromBase64, fromBase64Url, fromDecimal } from "../parts/encodings";
import { type HashPattern, readMatching } from "../parts/patterns";
import { costOfScrypt, deriveScrypt, powerOfTwo, SCRYPT_CEILINGS } from "./scrypt";

interface FirebaseScrypt {
  /** A parameter of the project: it is encrypted with the key that the password gives. */
  readonly signerKey: Buffer | undefined;
  /** A parameter of the project: it follows each salt. */
  readonly saltSeparator: Buffer | undefined;
  /** The logarithm of scrypt's N. */
  readonly memCost: number | undefined;
  readonly rounds: number | undefined;
  readonly lanes: number | undefined;
  readonly salt: Buffer | undefined;
  readonly digest: Buffer | undefined;
}

const KEY_BYTES = 32;
const SHORTEST_SIGNER_KEY = 16;

function checkFirebase({ signerKey, saltSeparator, memCost, rounds, lanes, salt, digest }: FirebaseScrypt) {
  const work = costOfScrypt({ n: powerOfTwo(memCost), r: rounds, p: lanes });
  if (work === undefined || signerKey === undefined || saltSeparator === undefined) return undefined;
  if (!salt?.length || signerKey.length < SHORTEST_SIGNER_KEY || digest?.length !== signerKey.length)
    return undefined;
  return {
    cost: work.cost,
    digest,
    async derive(candidate, options) {
      const key = await deriveScrypt(
        candidate,
        Buffer.concat([salt, saltSeparator]),
        KEY_BYTES,
        work.options,
        options,
      );
      return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(signerKey);
    },
  } satisfies Check;
}

/** Firebase's export writes either alphabet of base64. */
const fromFirebase = (text: string | undefined): Buffer | undefined =>
  fromBase64(text) ?? fromBase64Url(text);

/** A copy of Firebase's hashes in another system carries everything, in base64 and decimal numbers. */
const checkCopy = (texts: { readonly [part in keyof FirebaseScrypt]: string | undefined }) =>
  checkFirebase({
    signerKey: fromBase64(texts.signerKey),
    saltSeparator: fromBase64(texts.saltSeparator),
    memCost: fromDecimal(texts.memCost),
    rounds: fromDecimal(texts.rounds),
    lanes: fromDecimal(texts.lanes),
    salt: fromBase64(texts.salt),
    digest: fromBase64(texts.digest),
  });

const PATTERNS: readonly HashPattern[] = [
  {
    // Supabase.
    pattern: /^\$fbscrypt\$v=1,n=(\d+),r=(\d+),p=(\d+)(?:,ss=([^,$]+))?,sk=([^,$]+)\$([^$]+)\$([^$]+)$/,
    read: (memCost, rounds, lanes, saltSeparator = "", signerKey, salt, digest) =>
      checkCopy({ signerKey, saltSeparator, memCost, rounds, lanes, salt, digest }),
  },
  {
    // Kratos.
    pattern: /^\$firescrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)\$([^$]*)\$([^$]+)$/,
    read: (memCost, rounds, lanes, salt, digest, saltSeparator, signerKey) =>
      checkCopy({ signerKey, saltSeparator, memCost, rounds, lanes, salt, digest }),
  },
];

/** SuperTokens stores everything except the signer key. */
const SUPERTOKENS = /^\$f_scrypt\$([^$]+)\$([^$]+)\$m=(\d+)\$r=(\d+)\$s=([^$]*)$/;

const PREFIX = /^\$(fbscrypt|firescrypt|f_scrypt)\$/;

/** Firebase keeps hash and salt for each user, and everything else once for each project. */
export const firebaseScrypt: Format = {
  schemes: ["firebase-scrypt"],
  prefix: PREFIX,
  needs: ["signerKey", "saltSeparator", "rounds", "memCost", "salt"],
  ceilings: SCRYPT_CEILINGS,
  read(record) {
    const signerKey = fromFirebase(record.text("signerKey"));
    if (PREFIX.test(record.hash))
      return readMatching(PATTERNS, record.hash) ?? readSuperTokens(record.hash, signerKey);
    return checkFirebase({
      signerKey,
      saltSeparator: fromFirebase(record.text("saltSeparator")),
      memCost: record.integer("memCost"),
      rounds: record.integer("rounds"),
      lanes: 1,
      salt: fromFirebase(record.text("salt")),
      digest: fromFirebase(record.hash),
    });
  },
};

function readSuperTokens(hash: string, signerKey: Buffer | undefined): Check | undefined {
  const [, digest, salt, memCost, rounds, separator] = SUPERTOKENS.exec(hash) ?? [];
  return checkFirebase({
    signerKey,
    saltSeparator: fromBase64(separator),
    memCost: fromDecimal(memCost),
    rounds: fromDecimal(rounds),
    lanes: 1,
    salt: fromBase64(salt),
    digest: fromBase64(digest),
  });
}
