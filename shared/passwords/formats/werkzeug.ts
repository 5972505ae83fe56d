import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, digest, hmac, isDigestName } from "../parts/digest";
import { fromHex } from "../parts/encodings";
import { pbkdf2 } from "./pbkdf2";
import { SCRYPT_CEILINGS, scrypt } from "./scrypt";

const KEYED = /^(md5|sha1|sha224|sha256|sha384|sha512)\$([^$]*)\$([0-9a-f]+)$/;

/**
 * The library of Flask. Its scrypt and PBKDF2 hashes name themselves. Before 2.3 it also wrote HMACs, which look like
 * Django's digests.
 */
export const werkzeug: Format = {
  schemes: ["werkzeug"],
  ceilings: SCRYPT_CEILINGS,
  read(record) {
    const other = [scrypt, pbkdf2].find(({ prefix }) => prefix?.test(record.hash));
    return other === undefined ? readKeyed(record.hash) : other.read(record);
  },
};

/** An HMAC with the salt as its key, or a digest if there is no salt. */
function readKeyed(hash: string): Check | undefined {
  const [, name = "", salt = "", encoded] = KEYED.exec(hash) ?? [];
  if (!isDigestName(name)) return undefined;
  const stored = fromHex(encoded, DIGEST_LENGTHS[name]);
  return (
    stored && {
      cost: {},
      digest: stored,
      derive: (candidate, { bytesOf }) => {
        const password = bytesOf(candidate);
        return salt === "" ? digest(name, password) : hmac(name, Buffer.from(salt), password);
      },
    }
  );
}
