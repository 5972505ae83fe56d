import * as crypto from "node:crypto";
import { fromDecimal, fromEncoding, fromUnpaddedBase64 } from "./encodings";
import type { Check, Format } from "./format";
import type { Given } from "./given";
import { LONGEST_TURN } from "./turns";

const VARIANTS = ["argon2d", "argon2i", "argon2id"] as const;
type Variant = (typeof VARIANTS)[number];

const isVariant = (name: string): name is Variant => (VARIANTS as readonly string[]).includes(name);

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
const VERSIONS = [FIRST_VERSION, CURRENT_VERSION];

/** So much the ceiling of memory work is lower where JavaScript has to do it, which is slower by more. */
const SLOWER_IN_JAVASCRIPT = 3;

const SHORTEST_SALT = 8;
const SHORTEST_DIGEST = 16;
const LONGEST_DIGEST = 128;
const USUAL_DIGEST = 32;

export const argon2: Format = {
  schemes: ["argon2"],
  describes: (hash) => PHC.test(hash),
  read: (given) => readGiven(given),
};

/** With a key besides the password, which argon2 itself provides for. */
export const argon2Pepper: Format = {
  schemes: ["argon2-pepper"],
  read(given) {
    const pepper = given.text("pepper");
    return pepper ? readGiven(given, Buffer.from(pepper)) : undefined;
  },
};

/** A digest that does not carry its parameters has them beside it. */
function readGiven(given: Given, pepper?: Buffer): Check | undefined {
  if (given.hash.startsWith("$")) return readArgon2(given.hash, pepper);
  const key = fromEncoding(given.text("encoding") ?? "hex", given.hash);
  const stored = {
    variant: given.text("variant")?.toLowerCase() ?? "argon2id",
    version: given.integer("version") ?? CURRENT_VERSION,
    memory: given.integer("memory"),
    passes: given.integer("passes"),
    lanes: given.integer("lanes"),
    salt: fromEncoding(given.text("saltEncoding") ?? "text", given.text("salt")),
    pepper,
    digest: key?.length === (given.integer("keylen") ?? USUAL_DIGEST) ? key : undefined,
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
    derive: (candidate, { bytesOf, signal }) => {
      signal.throwIfAborted();
      const message = bytesOf(candidate);
      return native && isNative
        ? deriveNatively(native, message, work)
        : deriveInJavaScript(message, work, signal);
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
async function deriveInJavaScript(message: Buffer, work: Work, signal: AbortSignal): Promise<Buffer> {
  const argon2 = await import("@noble/hashes/argon2.js");
  const derived = await argon2[`${work.variant}Async`](message, work.salt, {
    asyncTick: LONGEST_TURN,
    onProgress: () => signal.throwIfAborted(),
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
