import type { Format } from "../format";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";

const NEXTCLOUD = /^(?:1\|(\$2.+)|2\|(\$argon2i\$.+)|3\|(\$argon2id\$.+))$/;

/** Nextcloud and ownCloud number what PHP writes. */
export const nextcloud: Format = {
  schemes: ["nextcloud"],
  prefix: /^[123]\|\$/,
  ceilings: ["bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) => {
    const [, bcrypt = "", argon2i, argon2id] = NEXTCLOUD.exec(hash) ?? [];
    return readArgon2(argon2id ?? argon2i ?? "") ?? readBcrypt(bcrypt);
  },
};
