import * as crypto from "node:crypto";
import type { Check, Format } from "../format";
import type { HashRecord } from "../hash-record";
import { fromDecimal, fromEncoding, fromUnpaddedBase64 } from "../parts/encodings";
import type { Argon2Work } from "./argon2-in-javascript";

const VARIANTS: readonly string[] = ["argon2d", "argon2i", "argon2id"] satisfies Variant[];
type Variant = Argon2Work["variant"];

const isVariant = (name: string): name is Variant => VARIANTS.includes(name);

/** The same before anything is known to be present. */
export type Argon2 = { readonly [part in keyof Argon2Work]: Argon2Work[part] | undefined } & Pick<
  Argon2Work,
  "variant" | "version"
>;

/** The reference implementation's string. A `keyid` names the pepper that belongs to it. */
const PHC =
  /^\$(argon2(?:id|i|d))(?:\$v=(16|19))?\$m=(\d+),t=(\d+),p=(\d+)(,keyid=[A-Za-z0-9+/]+)?(?:,data=([A-Za-z0-9+/]+))?\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A string without a version is older than that field. */
const FIRST_VERSION = 0x10;
const CURRENT_VERSION = 0x13;
const VERSIONS = [FIRST_VERSION, CURRENT_VERSION];

/**
 * JavaScript is slower by more than this factor. Where it has to do the work, the memory work counts this many times.
 */
const SLOWER_IN_JAVASCRIPT = 3;

const SHORTEST_SALT = 8;
const SHORTEST_DIGEST = 16;
const LONGEST_DIGEST = 128;
const USUAL_DIGEST = 32;

export const ARGON2_CEILINGS = ["memoryMib", "passes", "lanes", "memoryWorkMib"] as const;

const DEFAULTS = {
  variant: "argon2id",
  version: CURRENT_VERSION,
  keylen: USUAL_DIGEST,
  encoding: "hex",
  saltEncoding: "text",
};

export const argon2: Format = {
  schemes: ["argon2"],
  prefix: /^\$argon2(id|i|d)\$/,
  needs: ["memory", "passes", "lanes", "salt"],
  defaults: DEFAULTS,
  ceilings: ARGON2_CEILINGS,
  read: (record) => readRecord(record),
};

/** With a secret key besides the password, which argon2 itself supports. */
export const argon2Pepper: Format = {
  schemes: ["argon2-pepper"],
  needs: ["pepper", "memory", "passes", "lanes", "salt"],
  defaults: DEFAULTS,
  ceilings: ARGON2_CEILINGS,
  read(record) {
    const pepper = record.text("pepper");
    return pepper ? readRecord(record, Buffer.from(pepper)) : undefined;
  },
};

/** Reads a hash string or, if the digest stands alone, the parameters beside it. */
function readRecord(record: HashRecord, pepper?: Buffer): Check | undefined {
  if (record.hash.startsWith("$")) return readArgon2(record.hash, pepper);
  const key = fromEncoding(record.text("encoding") ?? DEFAULTS.encoding, record.hash);
  const stored = {
    variant: record.text("variant")?.toLowerCase() ?? DEFAULTS.variant,
    version: record.integer("version") ?? DEFAULTS.version,
    memory: record.integer("memory"),
    passes: record.integer("passes"),
    lanes: record.integer("lanes"),
    salt: fromEncoding(record.text("saltEncoding") ?? DEFAULTS.saltEncoding, record.text("salt")),
    pepper,
    digest: key?.length === (record.integer("keylen") ?? DEFAULTS.keylen) ? key : undefined,
  };
  return isVariant(stored.variant) && VERSIONS.includes(stored.version)
    ? checkArgon2({ ...stored, variant: stored.variant })
    : undefined;
}

/** Formats that wrap the reference implementation's string read it with this. */
export function readArgon2(hash: string, pepper?: Buffer): Check | undefined {
  const [, variant, version, memory, passes, lanes, keyId, data, salt, digest] = PHC.exec(hash) ?? [];
  if (variant === undefined || (keyId !== undefined && pepper === undefined)) return undefined;
  const associated = fromUnpaddedBase64(data);
  if (data !== undefined && associated === undefined) return undefined;
  return checkArgon2({
    variant: variant as Variant,
    version: version === undefined ? FIRST_VERSION : Number(version),
    memory: fromDecimal(memory),
    passes: fromDecimal(passes),
    lanes: fromDecimal(lanes),
    salt: fromUnpaddedBase64(salt),
    data: associated,
    pepper,
    digest: fromUnpaddedBase64(digest),
  });
}

export function checkArgon2(stored: Argon2): Check | undefined {
  const { memory, passes, lanes, salt, digest } = stored;
  if (!memory || !passes || !lanes || memory < 8 * lanes) return undefined;
  if (salt === undefined || salt.length < SHORTEST_SALT) return undefined;
  if (digest === undefined || digest.length < SHORTEST_DIGEST || digest.length > LONGEST_DIGEST)
    return undefined;
  const work = { ...stored, memory, passes, lanes, salt, digest };
  const isNative = native !== undefined && stored.version === CURRENT_VERSION;
  return {
    cost: {
      memoryMib: memory / 1_024,
      passes,
      lanes,
      memoryWorkMib: (memory / 1_024) * passes * (isNative ? 1 : SLOWER_IN_JAVASCRIPT),
    },
    digest,
    derive: async (candidate, { bytesOf, signal }) => {
      signal.throwIfAborted();
      const message = bytesOf(candidate);
      if (native && isNative) return deriveNatively(native, message, work);
      // Loaded only here, because no other format needs it.
      const { deriveInJavaScript } = await import("./argon2-in-javascript");
      return deriveInJavaScript(message, work, signal);
    },
  };
}

type Native = (
  variant: Variant,
  parameters: Readonly<Record<string, Buffer | number | undefined>>,
  done: (error: Error | null, derived: Buffer) => void,
) => void;

/** Node has argon2 from 24.7 on, and only its current version. */
const native = (crypto as { argon2?: Native }).argon2;

const deriveNatively = (derive: Native, message: Buffer, work: Argon2Work): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parameters = {
      message,
      nonce: work.salt,
      parallelism: work.lanes,
      tagLength: work.digest.length,
      memory: work.memory,
      passes: work.passes,
      ...(work.data && { associatedData: work.data }),
      ...(work.pepper && { secret: work.pepper }),
    };
    derive(work.variant, parameters, (error, derived) => (error ? reject(error) : resolve(derived)));
  });
