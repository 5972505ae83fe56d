import { twice } from "../ceilings";
import type { Check, Format } from "../format";
import { readMd5, withTransformed } from "../parts/checks";
import { hmac } from "../parts/digest";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { readPhpass } from "./phpass";

const PREFIX = "$wp";
const PREHASH_KEY = Buffer.from("wp-sha384");

/** From 6.8 on `$wp$2y$`; before that phpass, and before 2.5 MD5. Plug-ins write bcrypt and argon2. */
export const wordpress: Format = {
  schemes: ["wordpress"],
  prefix: /^\$wp\$/,
  ceilings: ["rounds", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) =>
    withSlashes(
      withTransformed(
        readPrehashed(hash) ?? readPhpass(hash) ?? readBcrypt(hash) ?? readArgon2(hash) ?? readMd5(hash),
        trimmed,
      ),
    ),
};

/**
 * WordPress's forms put a backslash before quotation marks and backslashes, and hash the password with them. Plug-ins
 * may not, so both are tried.
 */
const withSlashes = (check: Check | undefined): Check | undefined =>
  check && {
    ...check,
    cost: twice(check.cost),
    async derive(candidate, options) {
      const derived = await check.derive(candidate, options);
      const slashed = candidate.replace(/['"\\]/g, "\\$&");
      return slashed === candidate || derived.equals(check.digest) ? derived : check.derive(slashed, options);
    },
  };

/** bcrypt of an HMAC, so that all of a long password counts. */
function readPrehashed(hash: string): Check | undefined {
  const check = hash.startsWith(`${PREFIX}$2y$`) ? readBcrypt(hash.slice(PREFIX.length)) : undefined;
  return withTransformed(check, (candidate, bytesOf) =>
    hmac("sha384", PREHASH_KEY, bytesOf(candidate)).toString("base64"),
  );
}

/** Trims what PHP counts as space, which is less than in JavaScript. */
function trimmed(candidate: string): string {
  const isSpace = (at: number) => " \t\n\r\v".includes(candidate.charAt(at));
  let [from, to] = [0, candidate.length];
  while (from < to && isSpace(from)) from++;
  while (from < to && isSpace(to - 1)) to--;
  return candidate.slice(from, to);
}
