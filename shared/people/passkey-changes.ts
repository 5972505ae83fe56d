import type { ChangeContext } from "../runtime/invocation";

/** The item of a person that says what has become of their passkeys last. */
export const PASSKEYS = "passkeys";

export const PASSKEY_CHANGES = ["added", "removed"] as const;

export interface PasskeyChanges {
  /** Cognito alone has the passkeys. This is what the audit trail learns of them by. */
  note(sub: string, change: (typeof PASSKEY_CHANGES)[number], context: ChangeContext): Promise<void>;
}
