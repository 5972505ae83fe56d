import { readThrottle, type Throttle } from "../../shared/attempts/throttle";
import { type PasswordPolicy, readPasswordPolicy } from "../../shared/password-policy";
import { readFloor } from "../../shared/runtime/answer-floor";
import { oneOf, onOrOff } from "../../shared/runtime/readers";
import type { Settings } from "../../shared/runtime/settings";
import { type CustomAttributes, readCustomAttributes } from "./attributes";

export interface MigrationPolicy {
  /** The pool's rules, which Cognito does not apply to a migrated password. */
  readonly passwords: PasswordPolicy;
  readonly weakPasswords: "accept" | "reset";
  /** Whether each row says if its address is verified, or all addresses of the source count as verified. */
  readonly legacyEmails: "by-row" | "verified";
  /** Whether asking for a new password migrates people, although it proves nothing. */
  readonly forgotPassword: "on" | "off";
  readonly customAttributes: CustomAttributes;
  readonly throttle: Throttle | "off";
  /** The least time for an answer that migrates nobody. */
  readonly floorMs: number;
}

export const readWeakPasswords = oneOf("accept", "reset");
export const readLegacyEmails = oneOf("by-row", "verified");

export const migrationPolicy = (settings: Settings): MigrationPolicy => ({
  passwords: readPasswordPolicy(settings),
  weakPasswords: settings.read("WEAK_LEGACY_PASSWORDS", readWeakPasswords),
  legacyEmails: settings.read("LEGACY_EMAILS", readLegacyEmails),
  forgotPassword: settings.read("LEGACY_FORGOT_PASSWORD", onOrOff),
  customAttributes: settings.read("CUSTOM_ATTRIBUTES", readCustomAttributes),
  throttle: settings.read("MIGRATION_THROTTLE", readThrottle),
  floorMs: settings.read("MIGRATION_FLOOR", readFloor),
});
