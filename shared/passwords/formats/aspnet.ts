import type { Check, Format } from "../format";
import type { HashRecord } from "../hash-record";
import { DIGEST_LENGTHS, type DigestName, digest, hmac } from "../parts/digest";
import { fromBase64 } from "../parts/encodings";
import { checkPbkdf2 } from "./pbkdf2";

const VERSION_2 = { salt: 16, key: 32, iterations: 1_000 };

const VERSION_3_HEADER = 13;
const VERSION_3_DIGESTS = ["sha1", "sha256", "sha512"];
const VERSION_3_SHORTEST_SALT = 16;

/**
 * A key of any other length has been cut. Identity itself writes 32 bytes, and reads any key of at least 16 bytes.
 */
const VERSION_3_KEYS = [16, 32, 64];

function readIdentity(hash: string): Check | undefined {
  const bytes = fromBase64(hash);
  if (bytes?.[0] === 0) return readVersion2(bytes.subarray(1));
  return bytes?.[0] === 1 && bytes.length > VERSION_3_HEADER ? readVersion3(bytes) : undefined;
}

function readVersion2(bytes: Buffer): Check | undefined {
  const { salt, key, iterations } = VERSION_2;
  if (bytes.length !== salt + key) return undefined;
  return checkPbkdf2({
    digest: "sha1",
    iterations,
    salt: bytes.subarray(0, salt),
    key: bytes.subarray(salt),
  });
}

/** The header says how long the salt is, and the rest is the key. */
function readVersion3(bytes: Buffer): Check | undefined {
  const saltLength = bytes.readUInt32BE(9);
  const keyLength = bytes.length - VERSION_3_HEADER - saltLength;
  if (saltLength < VERSION_3_SHORTEST_SALT || !VERSION_3_KEYS.includes(keyLength)) return undefined;
  return checkPbkdf2({
    digest: VERSION_3_DIGESTS[bytes.readUInt32BE(1)],
    iterations: bytes.readUInt32BE(5),
    salt: bytes.subarray(VERSION_3_HEADER, VERSION_3_HEADER + saltLength),
    key: bytes.subarray(VERSION_3_HEADER + saltLength),
  });
}

export const aspnetIdentity: Format = {
  schemes: ["aspnet-identity"],
  prefix: /^(AQAAAA[A-L]|A[A-P][A-Za-z0-9+/]{64}==$)/,
  ceilings: ["iterations"],
  read: ({ hash }) => readIdentity(hash),
};

const HASHED = 1;
const HMAC_KEY = 64;

/** Membership: Password and PasswordSalt. Its PasswordFormat, where the row has it, must be that of a hash. */
export const aspnetMembership: Format = {
  schemes: ["aspnet-membership"],
  needs: ["salt"],
  defaults: { passwordFormat: HASHED },
  read: (record) => readMembership(record, digest, ["sha1", "sha256"]),
};

/** The default of .NET 4. The key is filled up with repetitions of the salt. */
export const aspnetMembershipHmac: Format = {
  schemes: ["aspnet-membership-hmac"],
  needs: ["salt"],
  defaults: { passwordFormat: HASHED },
  read: (record) =>
    readMembership(record, (name, salt, message) => hmac(name, Buffer.alloc(HMAC_KEY, salt), message), [
      "sha256",
    ]),
};

function readMembership(
  record: HashRecord,
  derive: (name: DigestName, salt: Buffer, message: Buffer) => Buffer,
  names: readonly DigestName[],
): Check | undefined {
  const hash = fromBase64(record.hash);
  const salt = fromBase64(record.text("salt"));
  const name = names.find((each) => hash?.length === DIGEST_LENGTHS[each]);
  if (hash === undefined || name === undefined || !salt?.length) return undefined;
  if ((record.integer("passwordFormat") ?? HASHED) !== HASHED) return undefined;
  return {
    cost: {},
    digest: hash,
    derive: (candidate) => derive(name, salt, Buffer.from(candidate, "utf16le")),
  };
}
