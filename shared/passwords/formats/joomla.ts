import type { Check, Format } from "../format";
import { checkDigest } from "../parts/checks";
import { fromHex } from "../parts/encodings";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { readPhpass } from "./phpass";

const SALTED = /^(\{SHA256\})?([0-9a-f]+)(?::([^:]*))?$/;

/** Before 3.2 a digest of password and salt, with the salt behind a colon; then phpass, bcrypt and argon2. */
export const joomla: Format = {
  schemes: ["joomla"],
  ceilings: ["rounds", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) => readSalted(hash) ?? readPhpass(hash) ?? readBcrypt(hash) ?? readArgon2(hash),
};

function readSalted(hash: string): Check | undefined {
  const [, isSha256, encoded, salt = ""] = SALTED.exec(hash) ?? [];
  const name = isSha256 ? "sha256" : "md5";
  return checkDigest(name, fromHex(encoded), (candidate) => candidate + salt);
}
