import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, digest, hmac, isDigestName } from "../parts/digest";
import { fromHex } from "../parts/encodings";
import { pbkdf2 } from "./pbkdf2";
import { SCRYPT_CEILINGS, scrypt } from "./scrypt";

const KEYED = /^(md5|sha1|sha224|sha256|sha384|sha512)\$([^$]*)\$([0-9a-f]+)$/;

/** Flask's library: scrypt and PBKDF2 say so themselves. Before 2.3 also HMACs, which look like digests of Django. */
export const werkzeug: Format = {
  schemes: ["werkzeug"],
  ceilings: SCRYPT_CEILINGS,
  read(record) {
    const other = [scrypt, pbkdf2].find(({ prefix }) => prefix?.test(record.hash));
    return other === undefined ? readKeyed(record.hash) : other.read(record);
  },
};

/** The salt is the key; without one, it is a digest. */
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
