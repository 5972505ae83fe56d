import bcryptjs from "bcryptjs";
import type { PasswordFormat } from ".";

/** `$2a$`, `$2b$` and `$2y$` (as PHP writes it) are one algorithm; `$2x$` and `$2$` are others and are not read. */
const BCRYPT = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

export const bcrypt: PasswordFormat = {
  claims: ({ hash, scheme }) => (scheme === undefined || scheme === "bcrypt") && BCRYPT.test(hash),

  async verify(candidate, { hash }, { bcryptCost }) {
    const [, cost] = BCRYPT.exec(hash) ?? [];
    if (Number(cost) > bcryptCost) return "too-costly";
    return (await bcryptjs.compare(firstBytes(candidate), hash)) ? "match" : "mismatch";
  },
};

/**
 * bcrypt knows 72 bytes, so a longer password was stored by its first 72 and is compared by them. Bytes, not characters:
 * one that is cut in half cannot be written as a string again, and the library cuts there by itself. Going through
 * UTF-8 once also gives lone surrogates the bytes that every other implementation gives them.
 */
const firstBytes = (candidate: string): string => Buffer.from(candidate, "utf8").toString("utf8");
