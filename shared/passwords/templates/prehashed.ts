import type { Check, Format } from "../format";
import { argon2, readArgon2 } from "../formats/argon2";
import { bcrypt, readBcrypt } from "../formats/bcrypt";
import { LONGEST_PASSWORD } from "../formats/bcrypt-engines";
import { phpass, readPhpass } from "../formats/phpass";
import { digestText, parameterNamesIn } from "./digest-template";
import { beginsWithPassword, parseTextTemplate } from "./digest-template-parser";

/** The readers of the outer hash, by the name of its function. */
const OUTER: Readonly<Record<string, Pick<Format, "ceilings"> & { read(hash: string): Check | undefined }>> =
  {
    bcrypt: { read: readBcrypt, ceilings: bcrypt.ceilings },
    argon2: { read: readArgon2, ceilings: argon2.ceilings },
    phpass: { read: readPhpass, ceilings: phpass.ceilings },
  };

const PREHASHED = /^\s*(bcrypt|argon2|phpass)\s*\((.+)\)\s*$/is;

const NOTHING = Buffer.alloc(0);

export const isPrehashed = (source: string): boolean => PREHASHED.test(source);

/** A template such as `bcrypt(md5(password))`: the hash carries the parameters of the outer function. */
export function prehashedFormat(source: string): Format {
  const [, name = "", inner = ""] = PREHASHED.exec(source) ?? [];
  const template = parseTextTemplate(inner);
  const outer = OUTER[name.toLowerCase()];
  // bcrypt uses only the first 72 bytes. If something stands before the password, all of the password must still fit.
  // Otherwise other passwords would match.
  const mustFit = outer === OUTER.bcrypt && !beginsWithPassword(template);
  return {
    schemes: [source],
    needs: parameterNamesIn(template),
    ceilings: [...new Set(["rounds" as const, ...(outer?.ceilings ?? [])])],
    read: (record) => {
      const prehash = digestText(template, record);
      const check = outer?.read(record.hash);
      if (prehash === undefined || check === undefined) return undefined;
      const { rounds = 0 } = check.cost;
      const cost = { ...check.cost, rounds: rounds + prehash.rounds };
      return {
        ...check,
        cost,
        async derive(candidate, options) {
          const text = await prehash.textOf(candidate, options);
          return mustFit && Buffer.byteLength(text) >= LONGEST_PASSWORD
            ? NOTHING
            : check.derive(text, options);
        },
      };
    },
  };
}
