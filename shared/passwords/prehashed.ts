import { readArgon2 } from "./argon2";
import { LONGEST_PASSWORD, readBcrypt } from "./bcrypt";
import { digestText } from "./digest-template";
import { beginsWithPassword, parseTextTemplate } from "./digest-template-parser";
import type { Check, Format } from "./format";
import { readPhpass } from "./phpass";

/** What reads the hash of something that has been made of the password. */
const OUTER: Readonly<Record<string, (hash: string) => Check | undefined>> = {
  bcrypt: readBcrypt,
  argon2: readArgon2,
  phpass: readPhpass,
};

const PREHASHED = /^\s*(bcrypt|argon2|phpass)\s*\((.+)\)\s*$/is;

const NOTHING = Buffer.alloc(0);

export const isPrehashed = (source: string): boolean => PREHASHED.test(source);

/** A template such as `bcrypt(md5(password))`: the hash carries the parameters of the outer function. */
export function prehashedFormat(source: string): Format {
  const [, outer = "", inner = ""] = PREHASHED.exec(source) ?? [];
  const template = parseTextTemplate(inner);
  // bcrypt knows the first bytes only: what stands before a password must leave room for all of it, or others would match.
  const mustFit = outer.toLowerCase() === "bcrypt" && !beginsWithPassword(template);
  return {
    schemes: [],
    read: (given) => {
      const prehash = digestText(template, given);
      const check = OUTER[outer.toLowerCase()]?.(given.hash);
      if (prehash === undefined || check === undefined) return undefined;
      const { rounds = 0 } = check.cost;
      const cost = { ...check.cost, rounds: rounds + prehash.rounds };
      return {
        ...check,
        cost,
        async derive(candidate, how) {
          const text = await prehash.textOf(candidate, how);
          return mustFit && Buffer.byteLength(text) >= LONGEST_PASSWORD ? NOTHING : check.derive(text, how);
        },
      };
    },
  };
}
