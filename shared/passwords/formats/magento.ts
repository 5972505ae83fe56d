import type { Cost } from "../ceilings";
import type { Check, DeriveOptions, Format } from "../format";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromDecimal, fromHex } from "../parts/encodings";
import { ARGON2_CEILINGS, checkArgon2 } from "./argon2";

/** Magento 1 ends with the salt. The versions name the algorithms, and an upgraded hash has several. */
const MAGENTO = /^([0-9a-f]+)(?::([^:]*)((?::(?:0|1|2|3_\d+_\d+_\d+)){0,4}))?$/;

const ARGON2_SALT_LENGTH = 16;

/** libsodium's `interactive` limits, which version 2 implies. */
const INTERACTIVE = { length: 32, passes: 2, bytes: 67_108_864 };

export const magento: Format = {
  schemes: ["magento", "magento1"],
  prefix: /^[0-9a-f]{32,}:[^:]*:[0-3]([:_]|$)/,
  ceilings: ARGON2_CEILINGS,
  read: ({ hash }) => readMagento(hash),
};

function readMagento(hash: string): Check | undefined {
  const [, encoded = "", salt = "", versions = ""] = MAGENTO.exec(hash) ?? [];
  const [, ...given] = versions.split(":");
  const names = given.length > 0 ? given : [encoded.length === 32 ? "0" : "1"];
  const steps = names.map((version) => readStep(version, salt));
  const [first, ...further] = steps.every((step) => step !== undefined) ? steps : [];
  if (first === undefined) return undefined;
  const chain = further.reduce(after, first);
  const stored = fromHex(encoded, chain.length);
  return (
    stored && {
      cost: chain.cost,
      digest: stored,
      derive: (candidate, options) => chain.derive(candidate, options),
    }
  );
}

interface Step {
  readonly cost: Cost;
  readonly length: number;
  derive(text: string, options: DeriveOptions): Buffer | Promise<Buffer>;
}

/** A step takes the result of the previous one, in hexadecimal. */
const after = (before: Step, step: Step): Step => ({
  cost: sumOf(before.cost, step.cost),
  length: step.length,
  derive: async (candidate, options) =>
    step.derive((await before.derive(candidate, options)).toString("hex"), options),
});

function sumOf(one: Cost, other: Cost): Cost {
  const sum: Record<string, number> = { ...one };
  for (const [name, value] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

function readStep(version: string, salt: string): Step | undefined {
  if (version === "0" || version === "1") {
    const name = version === "0" ? "md5" : "sha256";
    const derive: Step["derive"] = (text, { bytesOf }) => digest(name, bytesOf(salt + text));
    return { cost: {}, length: DIGEST_LENGTHS[name], derive };
  }
  const [, length, passes, bytes] = version.split("_").map(fromDecimal);
  return version === "2"
    ? readArgon2(INTERACTIVE, salt)
    : readArgon2({ length: length ?? 0, passes: passes ?? 0, bytes: bytes ?? 0 }, salt);
}

/** A short salt is repeated, and a long one is cut. */
function readArgon2({ length, passes, bytes }: typeof INTERACTIVE, salt: string): Step | undefined {
  if (salt === "" || length < 16 || length > 64) return undefined;
  const check = checkArgon2({
    variant: "argon2id",
    version: 19,
    memory: Math.floor(bytes / 1024),
    passes,
    lanes: 1,
    salt: Buffer.alloc(ARGON2_SALT_LENGTH, salt),
    digest: Buffer.alloc(length),
  });
  return check && { cost: check.cost, length, derive: check.derive };
}
