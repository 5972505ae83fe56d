import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Invitation } from "./invitation";

/** The secret in an invitation's link. Only the invited person, or the inviter who passes the link on, has it. */
export const newInvitationSecret = (): string => randomBytes(32).toString("base64url");

/** The digest, which is all that is stored. Reading the table does not give the link. */
export const digestOfSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");

/** Whether a secret belongs to an invitation. The time does not depend on the answer. */
export function opens(secret: string, { secretDigest = "" }: Invitation): boolean {
  const [given, kept] = [Buffer.from(digestOfSecret(secret)), Buffer.from(secretDigest)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
