import { DIGEST_LENGTHS, type DigestName, digest, hmac } from "./digest";
import { fromBase64 } from "./encodings";
import type { Check, Format } from "./format";
import type { Given } from "./given";
import { checkPbkdf2 } from "./pbkdf2";

const SALT_BYTES = 16;
const KEY_BYTES = 32;

const VERSION_2 = 0;
const VERSION_2_BYTES = 1 + SALT_BYTES + KEY_BYTES;
const VERSION_2_ITERATIONS = 1_000;

const VERSION_3 = 1;
const VERSION_3_HEADER = 13;
const VERSION_3_BYTES = VERSION_3_HEADER + SALT_BYTES + KEY_BYTES;
const VERSION_3_DIGESTS = ["sha1", "sha256", "sha512"];

/** The lengths are those that Identity writes. What its header claims is compared with them and never followed. */
function readIdentity(hash: string): Check | undefined {
  const bytes = fromBase64(hash);
  if (bytes?.[0] === VERSION_2 && bytes.length === VERSION_2_BYTES)
    return checkPbkdf2({
      digest: "sha1",
      iterations: VERSION_2_ITERATIONS,
      ...saltAndKey(bytes.subarray(1)),
    });
  if (bytes?.[0] !== VERSION_3 || bytes.length !== VERSION_3_BYTES) return undefined;
  if (bytes.readUInt32BE(9) !== SALT_BYTES) return undefined;
  return checkPbkdf2({
    digest: VERSION_3_DIGESTS[bytes.readUInt32BE(1)],
    iterations: bytes.readUInt32BE(5),
    ...saltAndKey(bytes.subarray(VERSION_3_HEADER)),
  });
}

const saltAndKey = (bytes: Buffer) => ({
  salt: bytes.subarray(0, SALT_BYTES),
  key: bytes.subarray(SALT_BYTES),
});

export const aspnetIdentity: Format = {
  schemes: ["aspnet-identity"],
  describes: (hash) => readIdentity(hash) !== undefined,
  read: ({ hash }) => readIdentity(hash),
};

const HASHED = 1;
const HMAC_KEY = 64;

/** Membership: Password and PasswordSalt. Its PasswordFormat, where the row has it, must be that of a hash. */
export const aspnetMembership: Format = {
  schemes: ["aspnet-membership"],
  read: (given) => readMembership(given, digest, ["sha1", "sha256"]),
};

/** As .NET 4 does it unless it is told otherwise. Its key is filled up with the salt again and again. */
export const aspnetMembershipHmac: Format = {
  schemes: ["aspnet-membership-hmac"],
  read: (given) =>
    readMembership(given, (name, salt, message) => hmac(name, Buffer.alloc(HMAC_KEY, salt), message), [
      "sha256",
    ]),
};

function readMembership(
  given: Given,
  derive: (name: DigestName, salt: Buffer, message: Buffer) => Buffer,
  names: readonly DigestName[],
): Check | undefined {
  const hash = fromBase64(given.hash);
  const salt = fromBase64(given.text("salt"));
  const name = names.find((each) => hash?.length === DIGEST_LENGTHS[each]);
  if (hash === undefined || name === undefined || !salt?.length) return undefined;
  if ((given.integer("passwordFormat") ?? HASHED) !== HASHED) return undefined;
  return {
    cost: {},
    digest: hash,
    derive: (candidate) => derive(name, salt, Buffer.from(candidate, "utf16le")),
  };
}
