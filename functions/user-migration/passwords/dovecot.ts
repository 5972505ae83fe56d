import { readArgon2 } from "./argon2";
import { readCrypt } from "./crypt";
import { fromBase64, fromDecimal, fromHex } from "./encodings";
import type { Check, Format } from "./format";
import { readLabelled, readLdap, readUnsalted } from "./ldap";
import { readNtlm } from "./ntlm";
import { checkPbkdf2 } from "./pbkdf2";
import { readScram } from "./scram";

const LABELLED = /^\{([a-z\d-]+)(?:\.(hex|b64|base64))?\}(.*)$/i;
const PBKDF2 = /^\$1\$([^$]+)\$(\d+)\$([0-9a-f]{40})$/;

/** What Dovecot has beside the labels of LDAP. Plaintext is another format. */
export const dovecot: Format = {
  schemes: ["dovecot"],
  labelsPlaintext: true,
  describes: (hash) => readDovecot(hash) !== undefined,
  read: ({ hash }) => readDovecot(hash) ?? readLdap(hash) ?? readScram(hash),
};

function readDovecot(hash: string): Check | undefined {
  const [, label = "", encoding, rest = ""] = LABELLED.exec(hash) ?? [];
  const name = label.toLowerCase();
  const decode = encoding === undefined ? undefined : encoding.toLowerCase() === "hex" ? fromHex : fromBase64;
  switch (name) {
    case "md5":
    case "md5-crypt":
    case "sha256-crypt":
    case "sha512-crypt":
    case "blf-crypt":
      return decode ? readLabelled(name, decode(rest)) : readCrypt(rest);
    case "argon2i":
    case "argon2id":
      return readArgon2(rest);
    case "pbkdf2":
      return readPbkdf2(rest);
    case "ntlm":
      return readNtlm(rest);
    case "plain-md4":
      return readUnsalted("md4", (decode ?? fromHex)(rest));
    case "plain-md5":
      return readUnsalted("md5", (decode ?? fromHex)(rest));
    case "ldap-md5":
      return readUnsalted("md5", (decode ?? fromBase64)(rest));
    default:
      return decode && readLabelled(name, decode(rest));
  }
}

function readPbkdf2(rest: string): Check | undefined {
  const [, salt = "", iterations, key] = PBKDF2.exec(rest) ?? [];
  return checkPbkdf2({
    digest: "sha1",
    iterations: fromDecimal(iterations),
    salt: Buffer.from(salt),
    key: fromHex(key),
  });
}
