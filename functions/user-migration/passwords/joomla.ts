import { readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { DIGEST_LENGTHS, digest } from "./digest";
import { fromHex } from "./encodings";
import type { Check, Format } from "./format";
import { readPhpass } from "./phpass";

const SALTED = /^(\{SHA256\})?([0-9a-f]+)(?::([^:]*))?$/;

/** Before 3.2 a digest of password and salt, with the salt behind a colon; then phpass, bcrypt and argon2. */
export const joomla: Format = {
  schemes: ["joomla"],
  read: ({ hash }) => readSalted(hash) ?? readPhpass(hash) ?? readBcrypt(hash) ?? readArgon2(hash),
};

function readSalted(hash: string): Check | undefined {
  const [, isSha256, encoded, salt = ""] = SALTED.exec(hash) ?? [];
  const name = isSha256 ? "sha256" : "md5";
  const stored = fromHex(encoded, DIGEST_LENGTHS[name]);
  return (
    stored && { cost: {}, digest: stored, derive: (candidate) => digest(name, Buffer.from(candidate + salt)) }
  );
}
