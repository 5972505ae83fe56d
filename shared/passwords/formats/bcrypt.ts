import { twice } from "../ceilings";
import type { Check, Format } from "../format";
import { hashBcrypt } from "./bcrypt-engines";

/** `$2a$`, `$2b$` and `$2y$` (as PHP writes it) are one algorithm; `$2x$` and `$2$` are others and are not read. */
const BCRYPT = /^(\$2[aby]\$)(0[4-9]|[12]\d|3[01])\$([./A-Za-z0-9]{22})[./A-Za-z0-9]{31}$/;

const SALT_LENGTH = 22;

export const bcrypt: Format = {
  schemes: ["bcrypt"],
  prefix: /^\$2[aby]\$/,
  ceilings: ["bcryptCost"],
  read: ({ hash }) => readBcrypt(hash),
};

/** Formats that change the password before bcrypt read their inner hash with this. */
export function readBcrypt(hash: string): Check | undefined {
  const [, prefix, digits, salt] = BCRYPT.exec(hash) ?? [];
  if (prefix === undefined || salt === undefined) return undefined;
  const cost = Number(digits);
  return {
    cost: { bcryptCost: cost },
    digest: Buffer.from(hash),
    derive: async (candidate, { bytesOf, signal }) => {
      signal.throwIfAborted();
      return Buffer.from(await hashBcrypt(bytesOf(candidate), { prefix, cost, salt }));
    },
  };
}

/** Okta's export: cost, salt and digest in fields of their own. */
export const bcryptSplit: Format = {
  schemes: ["bcrypt-split"],
  needs: ["salt", "cost"],
  ceilings: ["bcryptCost"],
  read(record) {
    const salt = record.text("salt");
    const cost = String(record.integer("cost")).padStart(2, "0");
    return salt?.length === SALT_LENGTH ? readBcrypt(`$2b$${cost}$${salt}${record.hash}`) : undefined;
  },
};

/** WoltLab hashes the hash once more, with the same salt. */
export const wbb4: Format = {
  schemes: ["wbb4"],
  ceilings: ["bcryptCost"],
  read({ hash }) {
    const check = readBcrypt(hash);
    return (
      check && {
        ...check,
        cost: twice(check.cost),
        derive: async (candidate, options) =>
          check.derive((await check.derive(candidate, options)).toString(), options),
      }
    );
  },
};
