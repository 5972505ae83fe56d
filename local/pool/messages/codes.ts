import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { codeMismatch, expiredCode, limitExceeded } from "../api/errors";

/** A code that was sent. Only its digest is kept, because the message has the code. */
export interface Code {
  readonly digest: string;
  readonly expiresAt: string;
  readonly wrongTries: number;
}

const HOURS: Readonly<Record<"sign-up" | "verify" | "forgot-password", number>> = {
  "sign-up": 24,
  verify: 24,
  "forgot-password": 1,
};
const MOST_WRONG_TRIES = 15;

export const newCode = (digits = 6): string => String(randomInt(10 ** digits)).padStart(digits, "0");

/** A code that is the only proof of a sign-in is longer, as in Cognito. */
export const newSignInCode = (): string => newCode(8);

export const digestOf = (code: string): string => createHash("sha256").update(code).digest("hex");

export function createCode(purpose: keyof typeof HOURS, now: Date): { code: string; kept: Code } {
  const code = newCode();
  const expiresAt = new Date(now.getTime() + HOURS[purpose] * 3_600_000).toISOString();
  return { code, kept: { digest: digestOf(code), expiresAt, wrongTries: 0 } };
}

/** Checks a typed code. The caller has to count a wrong try with `afterWrongTry` before it throws the error. */
export function checkCode(typed: string, code: Code | undefined, now: Date): "right" | Error {
  if (code === undefined || now.toISOString() >= code.expiresAt) return expiredCode();
  if (code.wrongTries >= MOST_WRONG_TRIES) return limitExceeded();
  return isCode(typed, code.digest) ? "right" : codeMismatch();
}

export const isCode = (typed: string, digest: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(typed)), Buffer.from(digest));

export const afterWrongTry = (code: Code): Code => ({ ...code, wrongTries: code.wrongTries + 1 });
