import bcryptjs from "bcryptjs";
import { withCandidate } from "./changed-candidate";
import { type DigestName, digest } from "./digest";
import type { Check, Format } from "./format";

/** `$2a$`, `$2b$` and `$2y$` (as PHP writes it) are one algorithm; `$2x$` and `$2$` are others and are not read. */
const BCRYPT = /^(\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{22})[./A-Za-z0-9]{31}$/;

const SALT_LENGTH = 22;
const LONGEST_PASSWORD = 72;

export const bcrypt: Format = {
  schemes: ["bcrypt"],
  describes: (hash) => BCRYPT.test(hash),
  read: ({ hash }) => readBcrypt(hash),
};

/** Formats that change the password before bcrypt read their inner hash with this. */
export function readBcrypt(hash: string): Check | undefined {
  const [, salt, cost] = BCRYPT.exec(hash) ?? [];
  if (salt === undefined) return undefined;
  return {
    cost: { bcryptCost: Number(cost) },
    digest: Buffer.from(hash),
    derive: async (candidate) => Buffer.from(await bcryptjs.hash(firstBytes(candidate), salt)),
  };
}

/**
 * bcrypt knows 72 bytes, so a longer password was stored by its first 72 and is compared by them. Bytes, not characters:
 * one that is cut in half cannot be written as a string again, and the library cuts there by itself. Going through
 * UTF-8 once also gives lone surrogates the bytes that every other implementation gives them.
 */
const firstBytes = (candidate: string): string => Buffer.from(candidate, "utf8").toString("utf8");

/** Okta's export: cost, salt and digest in fields of their own. */
const split: Format = {
  schemes: ["bcrypt-split"],
  read(given) {
    const salt = given.text("salt");
    const cost = String(given.integer("cost")).padStart(2, "0");
    return salt?.length === SALT_LENGTH ? readBcrypt(`$2b$${cost}$${salt}${given.hash}`) : undefined;
  },
};

/** Devise appends the application's pepper. */
const peppered: Format = {
  schemes: ["bcrypt-pepper"],
  read(given) {
    const pepper = given.text("pepper");
    return pepper ? withCandidate(readBcrypt(given.hash), (candidate) => candidate + pepper) : undefined;
  },
};

/** Symfony hashes what bcrypt would cut, and nothing else. */
const symfony: Format = {
  schemes: ["bcrypt-symfony"],
  read: ({ hash }) =>
    withCandidate(readBcrypt(hash), (candidate) =>
      Buffer.byteLength(candidate) > LONGEST_PASSWORD ? digestOf("sha512", "base64")(candidate) : candidate,
    ),
};

const digestOf =
  (name: DigestName, encoding: "hex" | "base64") =>
  (candidate: string): string =>
    digest(name, Buffer.from(candidate, "utf8")).toString(encoding);

const prehashed = (scheme: string, name: DigestName, encoding: "hex" | "base64"): Format => ({
  schemes: [scheme],
  read: ({ hash }) => withCandidate(readBcrypt(hash), digestOf(name, encoding)),
});

/** bcrypt of something else than the password; only the scheme tells. */
export const bcryptVariants: readonly Format[] = [
  split,
  peppered,
  symfony,
  prehashed("bcrypt-md5", "md5", "hex"),
  prehashed("bcrypt-sha1", "sha1", "hex"),
  prehashed("bcrypt-sha256", "sha256", "hex"),
  prehashed("bcrypt-sha512", "sha512", "hex"),
  prehashed("bcrypt-sha384-base64", "sha384", "base64"),
  prehashed("bcrypt-sha512-base64", "sha512", "base64"),
];
