import { oneOf } from "./runtime/readers";
import type { Settings } from "./runtime/settings";

/** The ways in which people sign in besides a password. */
export const readPasswordless = oneOf("off", "email-code", "passkey", "both");

export type Passwordless = ReturnType<typeof readPasswordless>;

export const sendsCodes = (passwordless: Passwordless): boolean =>
  passwordless === "email-code" || passwordless === "both";

export const takesPasskeys = (passwordless: Passwordless): boolean =>
  passwordless === "passkey" || passwordless === "both";

/** The settings of passkeys on a stage. */
export interface Passkeys {
  readonly domain: string;
  readonly userVerification: "preferred" | "required";
  /** Whether a passkey with user verification counts as both factors. */
  readonly countAsBoth: boolean;
}

export const readUserVerification = oneOf("preferred", "required");

/** Undefined on a stage that takes none. */
export const passkeysOf = (settings: Settings, passwordless: Passwordless): Passkeys | undefined =>
  takesPasskeys(passwordless)
    ? {
        domain: settings.text("PASSKEY_DOMAIN"),
        userVerification: settings.read("PASSKEY_USER_VERIFICATION", readUserVerification),
        countAsBoth: settings.optionalText("PASSKEY_FACTORS") !== undefined,
      }
    : undefined;
