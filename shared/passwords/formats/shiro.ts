import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, type DigestName, digest } from "../parts/digest";
import { fromBase64, fromDecimal } from "../parts/encodings";
import { inSlices, repeated } from "../parts/time-slices";

const SHIRO = /^\$shiro1\$(MD5|SHA-(?:1|224|256|384|512))\$(\d+)\$([^$]*)\$([^$]+)$/;

export const shiro: Format = {
  schemes: ["shiro"],
  prefix: /^\$shiro1\$/,
  ceilings: ["rounds"],
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
      return inSlices(
        repeated(rounds - 1, first, (state) => digest(name, state)),
        signal,
      );
    },
  };
}
