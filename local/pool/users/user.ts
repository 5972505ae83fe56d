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

/** A person in the pool. */
export interface User {
  /** Never changes. If people sign in with an address, it is the `sub`. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** All values are texts, as in events. `sub` is among them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly password: StoredPassword | undefined;
  /** When an administrator's temporary password expires. */
  readonly passwordExpiresAt: string | undefined;
  /** The codes that have not been used yet, by their purpose: `sign-up`, `forgot-password`, `verify:email`. */
  readonly codes: Readonly<Record<string, Code>>;
  /** New addresses that wait for their code, if the pool wants them proven before they take effect. */
  readonly pendingAttributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly mfa: Mfa;
  readonly passkeys?: readonly Passkey[];
  /** The confirmed devices. */
  readonly devices?: readonly Device[];
  readonly failures: Failures;
  /** The pool's own operations refuse tokens that were issued before (global sign-out). */
  readonly signedOutAt: string | undefined;
}

export interface Mfa {
  /** Proven with a code. */
  readonly totpSecret: string | undefined;
  /** Handed out, but not proven with a code yet. Until then, the earlier secret counts. */
  readonly pendingTotpSecret: string | undefined;
  /** The time step of the last accepted code, because no code may be used twice. */
  readonly lastTotpStep: number | undefined;
  readonly enabled: readonly MfaKind[];
  readonly preferred: MfaKind | undefined;
  /** Whether a passkey with user verification counts as both factors. */
  readonly passkeyCounts?: boolean;
}

/** The public half of a person's passkey. Binary values are in base64url. */
export interface Passkey {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly relyingPartyId: string;
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  readonly createdAt: string;
}

/** How many wrong passwords came in a row, and until when the sign-in is locked because of them. */
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

/** The attributes of an existing user as triggers see them. */
export const eventAttributes = (user: User): Record<string, string> => ({
  ...user.attributes,
  "cognito:user_status": user.status,
});
