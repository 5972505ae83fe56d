import { BYTES_OF_A_ROUND } from "../ceilings";
import type { Format } from "../format";
import { withTransformed } from "../parts/checks";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromBase64, fromHex } from "../parts/encodings";
import { inSlices, repeated } from "../parts/time-slices";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { LONGEST_PASSWORD } from "./bcrypt-engines";

const ITERATIONS = 5_000;

/** MessageDigestPasswordEncoder with SHA-512. An empty salt has no braces. */
export const symfonySha512: Format = {
  schemes: ["symfony-sha512"],
  needs: ["salt"],
  defaults: { iterations: ITERATIONS },
  ceilings: ["rounds"],
  read: (record) => {
    const stored =
      fromBase64(record.hash, DIGEST_LENGTHS.sha512) ?? fromHex(record.hash, DIGEST_LENGTHS.sha512);
    const salt = record.text("salt");
    const iterations = record.integer("iterations") ?? ITERATIONS;
    if (stored === undefined || salt === undefined || iterations === 0) return undefined;
    return {
      cost: { rounds: iterations * Math.ceil((salt.length + 1) / BYTES_OF_A_ROUND) },
      digest: stored,
      derive: (candidate, { bytesOf, signal }) => {
        const salted = bytesOf(salt === "" ? candidate : `${candidate}{${salt}}`);
        const next = (state: Buffer) => digest("sha512", state, salted);
        return inSlices(repeated(iterations - 1, digest("sha512", salted), next), signal);
      },
    };
  },
};

/** Symfony hashes a password before bcrypt only if bcrypt would cut it. It also writes argon2. */
export const symfonyBcrypt: Format = {
  schemes: ["bcrypt-symfony"],
  ceilings: ["bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) =>
    withTransformed(readBcrypt(hash), (candidate, bytesOf) => {
      const password = bytesOf(candidate);
      return password.length > LONGEST_PASSWORD ? digest("sha512", password).toString("base64") : candidate;
    }) ?? readArgon2(hash),
};
