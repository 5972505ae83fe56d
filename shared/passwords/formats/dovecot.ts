import type { Check, Format } from "../format";
import { checkDigest } from "../parts/checks";
import { fromBase64, fromDecimal, fromHex } from "../parts/encodings";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readCrypt } from "./crypt";
import { readLabelled, readLdap } from "./ldap";
import { readNtlm } from "./ntlm";
import { checkPbkdf2 } from "./pbkdf2";
import { readScram } from "./scram";

const LABELLED = /^\{([a-z\d-]+)(?:\.(hex|b64|base64))?\}(.*)$/i;
const PBKDF2 = /^\$1\$([^$]+)\$(\d+)\$([0-9a-f]{40})$/;

/** Dovecot's labels besides those of LDAP. Plaintext is another format. */
export const dovecot: Format = {
  schemes: ["dovecot"],
  prefix: /^\{([\w-]+-crypt|md5|pbkdf2|argon2id?|ntlm|plain-md[45]|ldap-md5|[\w-]+\.(hex|b64|base64))\}/i,
  ceilings: ["rounds", "iterations", "bcryptCost", ...ARGON2_CEILINGS],
  labelsPlaintext: true,
  read: ({ hash }) => readDovecot(hash) ?? readLdap(hash) ?? readScram(hash),
};

function readDovecot(hash: string): Check | undefined {
  const [, label = "", encoding, rest = ""] = LABELLED.exec(hash) ?? [];
  const name = label.toLowerCase();
  const decode =
    encoding === undefined ? undefined : encoding.toLowerCase() === "hex" ? fromAnyHex : fromBase64;
  const text = decode ? (decode(rest)?.toString() ?? "") : rest;
  switch (name) {
    case "md5":
    case "md5-crypt":
    case "sha256-crypt":
    case "sha512-crypt":
    case "blf-crypt":
      return readCrypt(text) ?? (decode && readLabelled(name, decode(rest)));
    case "argon2i":
    case "argon2id":
      return readArgon2(text);
    case "pbkdf2":
      return readPbkdf2(text);
    case "ntlm":
      return readNtlm(rest);
    case "plain-md4":
      return checkDigest("md4", decode ? decode(rest) : fromEither(rest));
    case "plain-md5":
    case "ldap-md5":
      return checkDigest("md5", decode ? decode(rest) : fromEither(rest));
    default:
      return decode && readLabelled(name, decode(rest));
  }
}

const fromAnyHex = (text: string): Buffer | undefined => fromHex(text.toLowerCase());

/** Hexadecimal or base64. Their lengths for the same digest differ, so they cannot be confused. */
const fromEither = (text: string): Buffer | undefined => fromAnyHex(text) ?? fromBase64(text);

function readPbkdf2(rest: string): Check | undefined {
  const [, salt = "", iterations, key] = PBKDF2.exec(rest) ?? [];
  return checkPbkdf2({
    digest: "sha1",
    iterations: fromDecimal(iterations),
    salt: Buffer.from(salt),
    key: fromHex(key),
  });
}
