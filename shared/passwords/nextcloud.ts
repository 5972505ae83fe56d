import { readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import type { Format } from "./format";

const NEXTCLOUD = /^(?:1\|(\$2.+)|2\|(\$argon2i\$.+)|3\|(\$argon2id\$.+))$/;

/** Nextcloud and ownCloud number what PHP writes. */
export const nextcloud: Format = {
  schemes: ["nextcloud"],
  describes: (hash) => NEXTCLOUD.test(hash),
  read: ({ hash }) => {
    const [, bcrypt = "", argon2i, argon2id] = NEXTCLOUD.exec(hash) ?? [];
    return readArgon2(argon2id ?? argon2i ?? "") ?? readBcrypt(bcrypt);
  },
};
