import type { Check, Format } from "../format";
import { withTransformed } from "../parts/checks";
import { digest, hmac } from "../parts/digest";
import { type HashPattern, readMatching } from "../parts/patterns";
import { readBcrypt } from "./bcrypt";

const readInner = (version = "", cost = "", salt = "", hash = ""): Check | undefined =>
  readBcrypt(`$${version}$${cost.padStart(2, "0")}$${salt}${hash}`);

/** passlib applies bcrypt to a digest, so that every byte of a long password counts. */
const PATTERNS: readonly HashPattern[] = [
  {
    pattern: /^\$bcrypt-sha256\$(2[ab]),([1-9]\d?)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/,
    read: (...fields) =>
      withTransformed(readInner(...fields), (candidate, bytesOf) =>
        digest("sha256", bytesOf(candidate)).toString("base64"),
      ),
  },
  {
    pattern: /^\$bcrypt-sha256\$v=2,t=(2b),r=([1-9]\d?)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/,
    read: (version, cost, salt = "", hash) =>
      withTransformed(readInner(version, cost, salt, hash), (candidate, bytesOf) =>
        hmac("sha256", Buffer.from(salt), bytesOf(candidate)).toString("base64"),
      ),
  },
];

export const passlibBcryptSha256: Format = {
  schemes: ["passlib-bcrypt-sha256"],
  prefix: /^\$bcrypt-sha256\$/,
  ceilings: ["bcryptCost"],
  read: ({ hash }) => readMatching(PATTERNS, hash),
};
