import type { Format } from "../format";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromHex } from "../parts/encodings";

/**
 * Bytes in hexadecimal, in upper or lower case: a header, a salt and the digest. Before 2005 a second digest
 * followed, of the password in capitals.
 */
const MSSQL =
  /^0x(?:(?:0100)([0-9a-f]{8})([0-9a-f]{40})(?:[0-9a-f]{40})?|0200([0-9a-f]{8})([0-9a-f]{128}))$/i;

/** PWDENCRYPT. */
export const mssql: Format = {
  schemes: ["mssql"],
  prefix: /^0x0[12]00/i,
  read: ({ hash }) => {
    const [, saltOfSha1, sha1, saltOfSha512, sha512] = MSSQL.exec(hash) ?? [];
    const name = sha1 === undefined ? "sha512" : "sha1";
    const salt = fromHex((saltOfSha1 ?? saltOfSha512)?.toLowerCase());
    const stored = fromHex((sha1 ?? sha512)?.toLowerCase(), DIGEST_LENGTHS[name]);
    if (salt === undefined || stored === undefined) return undefined;
    return {
      cost: {},
      digest: stored,
      derive: (candidate) => digest(name, Buffer.from(candidate, "utf16le"), salt),
    };
  },
};
