import type { Device } from "../devices/device";
import type { Code } from "../messages/codes";
import type { StoredPassword } from "../passwords/stored-password";
import type { MfaKind } from "../settings";

export type UserStatus =
  | "UNCONFIRMED"
  | "CONFIRMED"
  | "RESET_REQUIRED"
  | "FORCE_CHANGE_PASSWORD"
  | "EXTERNAL_PROVIDER";

/** What the pool keeps of a person. */
export interface User {
  /** Never changes. In a pool whose people sign in by e-mail it is the `sub`. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** `sub` included, all values strings, as every event carries them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly password: StoredPassword | undefined;
  /** When an administrator's temporary password expires. */
  readonly passwordExpiresAt: string | undefined;
  /** The codes that are under way, by what they are for: `sign-up`, `forgot-password`, `verify:email`. */
  readonly codes: Readonly<Record<string, Code>>;
  /** A new address or number that waits for its code, where the pool wants it proven before it takes effect. */
  readonly pendingAttributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly mfa: Mfa;
  readonly passkeys?: readonly Passkey[];
  /** Those that have been confirmed. */
  readonly devices?: readonly Device[];
  readonly failures: Failures;
  /** Tokens that were issued before are refused by the pool's own operations (global sign-out). */
  readonly signedOutAt: string | undefined;
}

export interface Mfa {
  /** Proven with a code. */
  readonly totpSecret: string | undefined;
  /** Handed out, and waiting for its first code; until then the one before it counts. */
  readonly pendingTotpSecret: string | undefined;
  /** The time step of the last code that counted, because no code counts twice. */
  readonly lastTotpStep: number | undefined;
  readonly enabled: readonly MfaKind[];
  readonly preferred: MfaKind | undefined;
  /** Whether a passkey that asks who holds it is to count as both factors. */
  readonly passkeyCounts?: boolean;
}

/** A passkey of a person: the public half. Binary values are in base64url. */
export interface Passkey {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly relyingPartyId: string;
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  readonly createdAt: string;
}

/** Wrong passwords in a row, and how long nobody may try again because of them. */
export interface Failures {
  readonly count: number;
  readonly lockedUntil: string | undefined;
}

export const NO_MFA: Mfa = {
  totpSecret: undefined,
  pendingTotpSecret: undefined,
  lastTotpStep: undefined,
  enabled: [],
  preferred: undefined,
};

/** The attributes as a trigger sees those of somebody who exists. */
export const eventAttributes = (user: User): Record<string, string> => ({
  ...user.attributes,
  "cognito:user_status": user.status,
});
