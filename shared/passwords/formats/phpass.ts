import type { Check, DeriveOptions, Format } from "../format";
import { readMd5, withTransformed } from "../parts/checks";
import { toCrypt64 } from "../parts/crypt64";
import { digest } from "../parts/digest";
import { inSlices, repeated } from "../parts/time-slices";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";

const ENCODED_LENGTH = 22;

/** `$H$` is how phpBB writes it. */
const PHPASS = /^\$[PH]\$([5-9A-S])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;

export const phpass: Format = {
  schemes: ["phpass"],
  prefix: /^\$[PH]\$/,
  ceilings: ["rounds"],
  read: ({ hash }) => readPhpass(hash),
};

/**
 * phpBB hashes a password in the form in which it would write it into a page. It uses bcrypt from 3.1 on, and later
 * argon2. Before phpass it used MD5.
 */
export const phpbb3: Format = {
  schemes: ["phpbb3"],
  ceilings: ["rounds", "bcryptCost", ...ARGON2_CEILINGS],
  read: ({ hash }) =>
    withTransformed(
      readPhpass(hash) ?? readWrapped(hash) ?? readBcrypt(hash) ?? readArgon2(hash) ?? readMd5(hash),
      escaped,
    ),
};

const WRAPPED =
  /^\$([HP])\\(2[ay])\$([5-9A-S][./0-9A-Za-z]{8})\$(\d\d)\\([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;

/** phpBB has wrapped stored phpass hashes in bcrypt. Both settings stand before the result. */
function readWrapped(hash: string): Check | undefined {
  const [, prefix, version, settings, cost, salt, encoded] = WRAPPED.exec(hash) ?? [];
  const inner = readPhpass(`$${prefix}$${settings}${".".repeat(ENCODED_LENGTH)}`);
  const outer = readBcrypt(`$${version}$${cost}$${salt}${encoded}`);
  return (
    inner &&
    outer && {
      ...outer,
      cost: { ...inner.cost, ...outer.cost },
      derive: async (candidate, options) =>
        outer.derive((await inner.derive(candidate, options)).toString(), options),
    }
  );
}

/** Formats that change the password before phpass read their inner hash with this. */
export function readPhpass(hash: string): Check | undefined {
  const [, cost, salt, encoded] = PHPASS.exec(hash) ?? [];
  if (cost === undefined || salt === undefined || encoded === undefined) return undefined;
  const rounds = roundsOf(cost);
  return {
    cost: { rounds },
    digest: Buffer.from(encoded),
    derive: (candidate, options) => stretch("md5", rounds, salt, candidate, options),
  };
}

/** The character is the logarithm of the rounds: `5` is 7, `A` is 12, and `S`, the last one in use, is 30. */
export const roundsOf = (cost: string): number =>
  2 ** (cost <= "9" ? Number(cost) + 2 : cost.charCodeAt(0) - 53);

export async function stretch(
  name: "md5" | "sha512",
  rounds: number,
  salt: string,
  candidate: string,
  { bytesOf, signal }: DeriveOptions,
): Promise<Buffer> {
  const password = bytesOf(candidate);
  const first = digest(name, Buffer.from(salt), password);
  const stretched = await inSlices(
    repeated(rounds, first, (state) => digest(name, state, password)),
    signal,
  );
  return Buffer.from(toCrypt64(stretched));
}

const escaped = (candidate: string): string =>
  candidate
    .normalize("NFC")
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
