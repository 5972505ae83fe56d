import type { Format } from "../format";
import { DIGEST_LENGTHS, digest } from "../parts/digest";
import { fromHex, fromUpperHex } from "../parts/encodings";

const MYSQL = /^\*([0-9A-F]{40})$/;

/** PASSWORD() from 4.1 on, `mysql_native_password`. */
export const mysql: Format = {
  schemes: ["mysql"],
  prefix: /^\*[0-9a-f]+$/i,
  read: ({ hash }) => {
    const stored = fromUpperHex(MYSQL.exec(hash)?.[1], DIGEST_LENGTHS.sha1);
    return (
      stored && {
        cost: {},
        digest: stored,
        derive: (candidate, { bytesOf }) => digest("sha1", digest("sha1", bytesOf(candidate))),
      }
    );
  },
};

const OLD_LENGTH = 8;

const [SPACE, TAB] = [0x20, 0x09];

/** OLD_PASSWORD(), before 4.1. */
export const mysqlOld: Format = {
  schemes: ["mysql-old"],
  read: ({ hash }) => {
    const stored = fromHex(hash, OLD_LENGTH);
    return (
      stored && {
        cost: {},
        digest: stored,
        derive: (candidate, { bytesOf }) => oldPassword(bytesOf(candidate)),
      }
    );
  },
};

/** Two numbers of 31 bits. Spaces and tabs do not count. */
function oldPassword(password: Buffer): Buffer {
  let [one, other, sum] = [0x50305735, 0x12345671, 7];
  for (const byte of password) {
    if (byte === SPACE || byte === TAB) continue;
    one ^= Math.imul((one & 63) + sum, byte) + (one << 8);
    other += (other << 8) ^ one;
    sum += byte;
  }
  const bytes = Buffer.alloc(OLD_LENGTH);
  bytes.writeInt32BE(one & 0x7fffffff);
  bytes.writeInt32BE(other & 0x7fffffff, 4);
  return bytes;
}
