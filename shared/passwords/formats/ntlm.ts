import type { Check, Format } from "../format";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromHex } from "../parts/encodings";

const FREEBSD = "$3$$";

/** The NT hash of Windows and Samba; `$3$$` is how FreeBSD writes it. */
export const ntlm: Format = {
  schemes: ["ntlm"],
  prefix: /^\$3\$\$/,
  read: ({ hash }) => readNtlm(hash),
};

/** In upper or lower case: the tools that extract it from Windows differ. */
export function readNtlm(hash: string): Check | undefined {
  const isCrypt = hash.startsWith(FREEBSD);
  const stored = fromHex(isCrypt ? hash.slice(FREEBSD.length) : hash.toLowerCase(), DIGEST_LENGTHS.md4);
  return (
    stored && {
      cost: {},
      digest: stored,
      derive: (candidate, { bytesOf }) => {
        const derived = digest("md4", Buffer.from(candidate, "utf16le"));
        return isCrypt && !derived.equals(stored) ? digest("md4", widened(bytesOf(candidate))) : derived;
      },
    }
  );
}

/** The C library widens each byte to two, whatever character it belongs to. */
const widened = (password: Buffer): Buffer => Buffer.from(password.toString("latin1"), "utf16le");
