import type { ChangeContext } from "../runtime/invocation";

/** The item of a person that says what has become of their passkeys last. */
export const PASSKEYS = "passkeys";

export const PASSKEY_CHANGES = ["added", "removed"] as const;

export type PasskeyChange = (typeof PASSKEY_CHANGES)[number];

export interface PasskeyChanges {
  /** Cognito alone has the passkeys. This is what the audit trail learns of them by. */
  note(sub: string, change: PasskeyChange, context: ChangeContext): Promise<void>;
}
