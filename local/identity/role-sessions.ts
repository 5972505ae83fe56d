import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { parseJson } from "../json";
import { DIGITS, derivedText, LOWERCASE, UPPERCASE } from "../stack/derived-text";
import type { Tags } from "./session-tags";

/** Somebody with a role, for an hour. */
export interface RoleSession {
  readonly identityId: string;
  /** The ARN. */
  readonly role: string;
  /** None of a guest. */
  readonly sub: string | undefined;
  readonly tags: Tags;
  /** ISO 8601, both. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Sessions are not stored: the token is the encrypted session. */
export interface RoleSessions {
  issue(session: RoleSession): Credentials;
  /** The session and the secret key; undefined for a token that was not made here, or not for this key. */
  open(
    accessKeyId: string,
    sessionToken: string,
  ): { readonly session: RoleSession; readonly secretAccessKey: string } | undefined;
}

/** Whether a key is one of a session, as AWS begins them. */
export const isSessionKey = (accessKeyId: string): boolean => accessKeyId.startsWith("ASIA");

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param seed of the folder: with the same one, what was issued before a restart counts after it */
export function createSessions(seed: string, identityPoolId: string): RoleSessions {
  const key = Buffer.from(hkdfSync("sha256", seed, identityPoolId, "session tokens", 32));
  const secretOf = (accessKeyId: string) =>
    derivedText(
      seed,
      `secret key ${accessKeyId} of ${identityPoolId}`,
      `${LOWERCASE}${UPPERCASE}${DIGITS}+/`,
      40,
    );
  return {
    issue(session) {
      const chance = randomBytes(32).toString("hex");
      const accessKeyId = `ASIA${derivedText(chance, "access key", UPPERCASE + DIGITS, 16)}`;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(accessKeyId));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(session), "utf8"), cipher.final()]);
      const sessionToken = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
      return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken };
    },
    open(accessKeyId, sessionToken) {
      const bytes = Buffer.from(sessionToken, "base64");
      // Each token has only one valid spelling.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString("base64") !== sessionToken) return undefined;
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(accessKeyId))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const opened = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        const session = parseJson(opened.toString("utf8")) as RoleSession;
        return { session, secretAccessKey: secretOf(accessKeyId) };
      } catch {
        return undefined;
      }
    },
  };
}

/** Takes as long for any two texts. */
export const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
