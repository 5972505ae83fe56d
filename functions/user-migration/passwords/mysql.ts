import { DIGEST_LENGTHS, digest } from "./digest";
import { fromHex, fromUpperHex } from "./encodings";
import type { Format } from "./format";

const MYSQL = /^\*([0-9A-F]{40})$/;

/** PASSWORD() from 4.1 on, `mysql_native_password`. */
export const mysql: Format = {
  schemes: ["mysql"],
  describes: (hash) => MYSQL.test(hash),
  read: ({ hash }) => {
    const stored = fromUpperHex(MYSQL.exec(hash)?.[1], DIGEST_LENGTHS.sha1);
    return (
      stored && {
        cost: {},
        digest: stored,
        derive: (candidate) => digest("sha1", digest("sha1", Buffer.from(candidate))),
      }
    );
  },
};

const OLD_LENGTH = 8;

/** OLD_PASSWORD(), before 4.1. */
export const mysqlOld: Format = {
  schemes: ["mysql-old"],
  read: ({ hash }) => {
    const stored = fromHex(hash, OLD_LENGTH);
    return stored && { cost: {}, digest: stored, derive: oldPassword };
  },
};

/** Two numbers of 31 bits. Spaces and tabs do not count. */
function oldPassword(candidate: string): Buffer {
  let [one, other, sum] = [0x50305735, 0x12345671, 7];
  for (const byte of Buffer.from(candidate.replace(/[ \t]/g, ""))) {
    one ^= Math.imul((one & 63) + sum, byte) + (one << 8);
    other += (other << 8) ^ one;
    sum += byte;
  }
  const bytes = Buffer.alloc(OLD_LENGTH);
  bytes.writeInt32BE(one & 0x7fffffff);
  bytes.writeInt32BE(other & 0x7fffffff, 4);
  return bytes;
}
