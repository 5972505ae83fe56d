import type { FirstFactor, PoolSettings } from "../settings";
import type { User } from "../users/user";
import { decideSecondFactor } from "./factors";

/** How somebody signs in with the flow USER_AUTH; a password in one of two ways. */
export type Way = FirstFactor | "PASSWORD_SRP";
export const WAYS: readonly Way[] = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

type Settings = Pick<PoolSettings, "firstFactors" | "passkeys" | "mfa" | "mfaKinds">;

/** The ways of the pool, of which a person may not have every one. */
export const waysOfPool = ({ firstFactors }: Settings): readonly Way[] =>
  WAYS.filter((way) => firstFactors.includes(way === "PASSWORD_SRP" ? "PASSWORD" : way));

/** Those that lead this person in. */
export const waysOf = (settings: Settings, user: User): readonly Way[] =>
  waysOfPool(settings).filter((way) => leadsIn(settings, way, user));

/** What a person has set up, whether or not it leads them in at the moment. */
export const configuredFactors = ({ firstFactors }: Settings, user: User): readonly FirstFactor[] =>
  firstFactors.filter((factor) => hasFactor(factor, user));

/**
 * A code or a passkey is one factor. Whoever has a second one, or has to have one, signs in with the password and the second
 * factor; only a passkey that counts as both lets them in as well. A password that is temporary, or to be replaced, comes first.
 */
function leadsIn(settings: Settings, way: Way, user: User): boolean {
  if (way === "PASSWORD" || way === "PASSWORD_SRP") return hasFactor("PASSWORD", user);
  if (user.status !== "CONFIRMED" || !hasFactor(way, user)) return false;
  if (way === "WEB_AUTHN" && countsAsBoth(settings, user)) return true;
  return decideSecondFactor(settings, user).kind === "none";
}

/** Whether a passkey that has asked who holds it is all that the person needs. */
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
