import { createCipheriv } from "node:crypto";
import { fromBase64, fromBase64Url, fromDecimal } from "./encodings";
import type { Check, Format } from "./format";
import { costOfScrypt, deriveScrypt, powerOfTwo } from "./scrypt";
import { isSpelt, readSpelt, type Spelling } from "./spelling";

interface FirebaseScrypt {
  /** The project's: what is encrypted with the key that the password gives. */
  readonly signerKey: Buffer | undefined;
  /** The project's: what follows each salt. */
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
const NO_SEPARATOR = Buffer.alloc(0);

function checkFirebase({ signerKey, saltSeparator, memCost, rounds, lanes, salt, digest }: FirebaseScrypt) {
  const work = costOfScrypt({ n: powerOfTwo(memCost), r: rounds, p: lanes });
  if (work === undefined || signerKey === undefined || saltSeparator === undefined) return undefined;
  if (!salt?.length || signerKey.length < SHORTEST_SIGNER_KEY || digest?.length !== signerKey.length)
    return undefined;
  return {
    cost: work.cost,
    digest,
    async derive(candidate, how) {
      const key = await deriveScrypt(
        candidate,
        Buffer.concat([salt, saltSeparator]),
        KEY_BYTES,
        work.options,
        how,
      );
      return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(signerKey);
    },
  } satisfies Check;
}

/** Firebase's export writes either alphabet of base64. */
const fromFirebase = (text: string | undefined): Buffer | undefined =>
  fromBase64(text) ?? fromBase64Url(text);

const SPELLINGS: readonly Spelling[] = [
  {
    // Supabase.
    pattern: /^\$fbscrypt\$v=1,n=(\d+),r=(\d+),p=(\d+)(?:,ss=([^,$]+))?,sk=([^,$]+)\$([^$]+)\$([^$]+)$/,
    read: (memCost, rounds, lanes, separator, signerKey, salt, digest) =>
      checkFirebase({
        signerKey: fromBase64(signerKey),
        saltSeparator: separator === undefined ? NO_SEPARATOR : fromBase64(separator),
        memCost: fromDecimal(memCost),
        rounds: fromDecimal(rounds),
        lanes: fromDecimal(lanes),
        salt: fromBase64(salt),
        digest: fromBase64(digest),
      }),
  },
  {
    // Kratos.
    pattern: /^\$firescrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)\$([^$]*)\$([^$]+)$/,
    read: (memCost, rounds, lanes, salt, digest, separator, signerKey) =>
      checkFirebase({
        signerKey: fromBase64(signerKey),
        saltSeparator: fromBase64(separator),
        memCost: fromDecimal(memCost),
        rounds: fromDecimal(rounds),
        lanes: fromDecimal(lanes),
        salt: fromBase64(salt),
        digest: fromBase64(digest),
      }),
  },
];

/** SuperTokens leaves only the signer key to the application. */
const SUPERTOKENS = /^\$f_scrypt\$([^$]+)\$([^$]+)\$m=(\d+)\$r=(\d+)\$s=([^$]*)$/;

/** Firebase keeps hash and salt with each user, and everything else once a project. */
export const firebaseScrypt: Format = {
  schemes: ["firebase-scrypt"],
  describes: (hash) => isSpelt(SPELLINGS, hash) || SUPERTOKENS.test(hash),
  read(given) {
    if (isSpelt(SPELLINGS, given.hash)) return readSpelt(SPELLINGS, given.hash);
    const signerKey = fromFirebase(given.text("signerKey"));
    const [whole, digest, salt, memCost, rounds, separator] = SUPERTOKENS.exec(given.hash) ?? [];
    return whole === undefined
      ? checkFirebase({
          signerKey,
          saltSeparator: fromFirebase(given.text("saltSeparator")),
          memCost: given.integer("memCost"),
          rounds: given.integer("rounds"),
          lanes: 1,
          salt: fromFirebase(given.text("salt")),
          digest: fromFirebase(given.hash),
        })
      : checkFirebase({
          signerKey,
          saltSeparator: fromBase64(separator),
          memCost: fromDecimal(memCost),
          rounds: fromDecimal(rounds),
          lanes: 1,
          salt: fromBase64(salt),
          digest: fromBase64(digest),
        });
  },
};
