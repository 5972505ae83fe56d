import * as crypto from "node:crypto";
import { fromDecimal, fromUnpaddedBase64 } from "./encodings";
import type { Check, Format } from "./format";

type Variant = "argon2d" | "argon2i" | "argon2id";

export interface Argon2 {
  readonly variant: Variant;
  readonly version: number;
  /** In KiB. */
  readonly memory: number | undefined;
  readonly passes: number | undefined;
  readonly lanes: number | undefined;
  readonly salt: Buffer | undefined;
  /** What an application has mixed in beside the password: one part that is in each hash, and one that is kept elsewhere. */
  readonly data?: Buffer | undefined;
  readonly pepper?: Buffer | undefined;
  readonly digest: Buffer | undefined;
}

/** The reference implementation's string. A `keyid` names the pepper that belongs to it. */
const PHC =
  /^\$(argon2(?:id|i|d))(?:\$v=(16|19))?\$m=(\d+),t=(\d+),p=(\d+)(,keyid=[A-Za-z0-9+/]+)?(?:,data=([A-Za-z0-9+/]+))?\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A string without a version is older than the field for it. */
const FIRST_VERSION = 0x10;
const CURRENT_VERSION = 0x13;

/** So much the ceiling of memory work is lower where JavaScript has to do it, which is slower by more. */
const SLOWER_IN_JAVASCRIPT = 3;

const SHORTEST_SALT = 8;
const SHORTEST_DIGEST = 16;
const LONGEST_DIGEST = 128;

export const argon2: Format = {
  schemes: ["argon2"],
  describes: (hash) => PHC.test(hash),
  read: ({ hash }) => readArgon2(hash),
};

/** With a key besides the password, which argon2 itself provides for. */
export const argon2Pepper: Format = {
  schemes: ["argon2-pepper"],
  read(given) {
    const pepper = given.text("pepper");
    return pepper ? readArgon2(given.hash, Buffer.from(pepper)) : undefined;
  },
};

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
    derive: (candidate) => {
      const message = Buffer.from(candidate, "utf8");
      return native && isNative ? deriveNatively(native, message, work) : deriveInJavaScript(message, work);
    },
  };
}

/** What has been found to be there. */
interface Work extends Argon2 {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

type Native = (
  variant: Variant,
  parameters: Readonly<Record<string, Buffer | number | undefined>>,
  done: (error: Error | null, derived: Buffer) => void,
) => void;

/** Node has it from 24.7 on, in its current version only. */
const native = (crypto as { argon2?: Native }).argon2;

const deriveNatively = (derive: Native, message: Buffer, work: Work): Promise<Buffer> =>
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

/** Loaded where it is needed only: no other format has any use for it. */
async function deriveInJavaScript(message: Buffer, work: Work): Promise<Buffer> {
  const { argon2d, argon2i, argon2id } = await import("@noble/hashes/argon2.js");
  const derived = { argon2d, argon2i, argon2id }[work.variant](message, work.salt, {
    version: work.version,
    m: work.memory,
    t: work.passes,
    p: work.lanes,
    dkLen: work.digest.length,
    ...(work.data && { personalization: work.data }),
    ...(work.pepper && { key: work.pepper }),
  });
  return Buffer.from(derived);
}
