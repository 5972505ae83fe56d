import type { Check, Format } from "../format";
import { checkDigest } from "../parts/checks";
import { DIGEST_LENGTHS, type DigestName, digest, isDigestName } from "../parts/digest";
import { fromAb64, fromBase64, fromDecimal, fromHex } from "../parts/encodings";
import { ARGON2_CEILINGS, readArgon2 } from "./argon2";
import { readBcrypt } from "./bcrypt";
import { readCrypt } from "./crypt";
import { checkPbkdf2 } from "./pbkdf2";

const LABELLED = /^\{([a-z\d_-]+)\}(.*)$/i;

/** The lengths of the parts that 389 Directory Server packs into one text. */
const DS389 = { iterations: 4, salt: 64, key: 256 };

/** RFC 2307, and what directories have added to it. Labels may be in upper or lower case. */
export const ldap: Format = {
  schemes: ["ldap"],
  prefix: /^\{(s?md5|s?sha-?\d*|crypt|bcrypt|argon2|pbkdf2([-_]\w+)?)\}/i,
  ceilings: ["rounds", "iterations", "bcryptCost", ...ARGON2_CEILINGS],
  labelsPlaintext: true,
  read: ({ hash }) => readLdap(hash),
};

export function readLdap(hash: string): Check | undefined {
  const [, label = "", rest = ""] = LABELLED.exec(hash) ?? [];
  const name = label.toLowerCase();
  switch (name) {
    case "crypt":
      return readCrypt(rest);
    case "bcrypt":
      return readBcrypt(rest);
    case "argon2":
      return readArgon2(rest);
    case "pbkdf2":
      return readPbkdf2("sha1", rest);
    case "pbkdf2_sha256":
      return readDs389(rest);
    default:
      return name.startsWith("pbkdf2-")
        ? readPbkdf2(name.slice("pbkdf2-".length), rest)
        : (readLabelled(name, fromBase64(rest)) ?? readLabelled(name, fromHex(rest), "unsalted"));
  }
}

/** Labels such as `sha`, `sha256` or `sha-256`. A leading s means that a salt follows the digest. */
export function readLabelled(label: string, bytes: Buffer | undefined, only?: "unsalted"): Check | undefined {
  const [, salted, algorithm = ""] = /^(s?)(md5|sha-?\d*)$/.exec(label) ?? [];
  const name = algorithm === "sha" ? "sha1" : algorithm.replace("-", "");
  if (!isDigestName(name) || bytes === undefined || (salted && only)) return undefined;
  return salted ? readSalted(name, bytes) : checkDigest(name, bytes);
}

function readSalted(name: DigestName, bytes: Buffer): Check | undefined {
  const [stored, salt] = [bytes.subarray(0, DIGEST_LENGTHS[name]), bytes.subarray(DIGEST_LENGTHS[name])];
  if (salt.length === 0) return undefined;
  return {
    cost: {},
    digest: stored,
    derive: (candidate, { bytesOf }) => digest(name, bytesOf(candidate), salt),
  };
}

/** passlib and OpenLDAP use their own variant of base64, and 389 Directory Server the usual one. */
function readPbkdf2(name: string, rest: string): Check | undefined {
  const [iterations, salt, key, ...further] = rest.split("$");
  if (!isDigestName(name) || further.length > 0) return undefined;
  const readWith = (decode: typeof fromAb64) =>
    checkPbkdf2({
      digest: name,
      iterations: fromDecimal(iterations),
      salt: decode(salt),
      key: decode(key, DIGEST_LENGTHS[name]),
    });
  return readWith(fromAb64) ?? readWith(fromBase64);
}

function readDs389(rest: string): Check | undefined {
  const bytes = fromBase64(rest, DS389.iterations + DS389.salt + DS389.key);
  return checkPbkdf2({
    digest: "sha256",
    iterations: bytes?.readUInt32BE(0),
    salt: bytes?.subarray(DS389.iterations, DS389.iterations + DS389.salt),
    key: bytes?.subarray(DS389.iterations + DS389.salt),
  });
}
