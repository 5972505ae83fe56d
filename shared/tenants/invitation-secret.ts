import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Invitation } from "./invitation";

/** What an invitation's link carries. Whoever has it was sent it, or got it from the inviter. */
export const newInvitationSecret = (): string => randomBytes(32).toString("base64url");

/** All that is kept of it: whoever reads the table cannot make the link. */
export const digestOfSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");

/** Takes as long whether it matches or not. */
export function opens(secret: string, { secretDigest = "" }: Invitation): boolean {
  const [given, kept] = [Buffer.from(digestOfSecret(secret)), Buffer.from(secretDigest)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
