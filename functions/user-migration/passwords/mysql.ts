import { DIGEST_LENGTHS, digest } from "./digest";
import { fromUpperHex } from "./encodings";
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
