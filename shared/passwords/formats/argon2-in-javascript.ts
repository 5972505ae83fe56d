import { argon2dAsync, argon2iAsync, argon2idAsync } from "@noble/hashes/argon2.js";
import { LONGEST_SLICE } from "../parts/time-slices";

/** What argon2 takes besides the password. */
export interface Argon2Work {
  readonly variant: keyof typeof DERIVE;
  readonly version: number;
  /** In KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  /**
   * What an application mixes in besides the password: `data` stands in each hash, and `pepper` is kept elsewhere.
   */
  readonly data?: Buffer | undefined;
  readonly pepper?: Buffer | undefined;
  readonly digest: Buffer;
}

const DERIVE = { argon2d: argon2dAsync, argon2i: argon2iAsync, argon2id: argon2idAsync };

/** For a Node without argon2 of its own, or without the requested version of it. */
export async function deriveInJavaScript(
  message: Buffer,
  work: Argon2Work,
  signal: AbortSignal,
): Promise<Buffer> {
  const derived = await DERIVE[work.variant](message, work.salt, {
    asyncTick: LONGEST_SLICE,
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
