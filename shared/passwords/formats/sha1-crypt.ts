import type { Check } from "../format";
import { toCrypt64 } from "../parts/crypt64";
import { hmac } from "../parts/digest";
import { inSlices, repeated } from "../parts/time-slices";

const SHA1_CRYPT = /^\$sha1\$([1-9]\d{0,9})\$([./0-9A-Za-z]{1,64})\$([./0-9A-Za-z]{28})$/;

/** The order in which the bytes of the digest are written. The first byte is repeated at the end. */
const ORDER = [2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 17, 16, 15, 0, 19, 18];

/** The crypt(3) of NetBSD. */
export function readSha1Crypt(hash: string): Check | undefined {
  const [, rounds = "", salt = "", encoded] = SHA1_CRYPT.exec(hash) ?? [];
  if (encoded === undefined) return undefined;
  return {
    // An HMAC is two digests.
    cost: { rounds: 2 * Number(rounds) },
    digest: Buffer.from(encoded),
    async derive(candidate, { bytesOf, signal }) {
      const password = bytesOf(candidate);
      const first = Buffer.from(`${salt}$sha1$${rounds}`);
      const next = (state: Buffer) => hmac("sha1", password, state);
      const last = await inSlices(repeated(Number(rounds), first, next), signal);
      return Buffer.from(toCrypt64(Buffer.from(ORDER.map((at) => last.readUInt8(at)))));
    },
  };
}
