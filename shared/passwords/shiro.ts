import { DIGEST_LENGTHS, type DigestName, digest } from "./digest";
import { fromBase64, fromDecimal } from "./encodings";
import type { Check, Format } from "./format";
import { inTurns, repeated } from "./turns";

const SHIRO = /^\$shiro1\$(MD5|SHA-(?:1|224|256|384|512))\$(\d+)\$([^$]*)\$([^$]+)$/;

export const shiro: Format = {
  schemes: ["shiro"],
  describes: (hash) => readShiro(hash) !== undefined,
  read: ({ hash }) => readShiro(hash),
};

function readShiro(hash: string): Check | undefined {
  const [, algorithm, iterations, encodedSalt, encoded] = SHIRO.exec(hash) ?? [];
  if (algorithm === undefined) return undefined;
  const name = algorithm.replace("-", "").toLowerCase() as DigestName;
  const rounds = fromDecimal(iterations);
  const salt = fromBase64(encodedSalt);
  const stored = fromBase64(encoded, DIGEST_LENGTHS[name]);
  if (!rounds || salt === undefined || stored === undefined) return undefined;
  return {
    cost: { rounds },
    digest: stored,
    derive: (candidate, { bytesOf, signal }) => {
      const first = digest(name, salt, bytesOf(candidate));
      return inTurns(
        repeated(rounds - 1, first, (state) => digest(name, state)),
        signal,
      );
    },
  };
}
