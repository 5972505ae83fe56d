import type { FirstFactor, PoolSettings } from "../settings";
import type { User } from "../users/user";
import { decideSecondFactor } from "./factors";

/** A way to sign in with the flow USER_AUTH. A password can be sent in two ways. */
export type Way = FirstFactor | "PASSWORD_SRP";
export const WAYS: readonly Way[] = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

type Settings = Pick<PoolSettings, "firstFactors" | "passkeys" | "mfa" | "mfaKinds">;

/** The ways that the pool offers. A person may not have all of them. */
export const waysOfPool = ({ firstFactors }: Settings): readonly Way[] =>
  WAYS.filter((way) => firstFactors.includes(way === "PASSWORD_SRP" ? "PASSWORD" : way));

/** The ways that this person can use. */
export const waysOf = (settings: Settings, user: User): readonly Way[] =>
  waysOfPool(settings).filter((way) => leadsIn(settings, way, user));

/** The factors that a person has set up, even if they cannot be used at the moment. */
export const configuredFactors = ({ firstFactors }: Settings, user: User): readonly FirstFactor[] =>
  firstFactors.filter((factor) => hasFactor(factor, user));

/**
 * A code or a passkey is one factor. A person who has or needs a second factor signs in with the password and that
 * factor, or with a passkey that counts as both. A person whose password is temporary or has been reset signs in
 * with the password.
 */
function leadsIn(settings: Settings, way: Way, user: User): boolean {
  if (way === "PASSWORD" || way === "PASSWORD_SRP") return hasFactor("PASSWORD", user);
  if (user.status !== "CONFIRMED" || !hasFactor(way, user)) return false;
  if (way === "WEB_AUTHN" && countsAsBoth(settings, user)) return true;
  return decideSecondFactor(settings, user).kind === "none";
}

/** Whether a passkey with user verification counts as both factors for this person. */
export const countsAsBoth = ({ passkeys }: Pick<PoolSettings, "passkeys">, { mfa }: User): boolean =>
  passkeys.isMultiFactor && mfa.passkeyCounts === true;

function hasFactor(factor: FirstFactor, { attributes, password, passkeys = [] }: User): boolean {
  switch (factor) {
    case "PASSWORD":
      return password !== undefined;
    case "EMAIL_OTP":
      return attributes.email_verified === "true";
    case "SMS_OTP":
      return (attributes.phone_number ?? "") !== "" && attributes.phone_number_verified === "true";
    case "WEB_AUTHN":
      return passkeys.length > 0;
  }
}
