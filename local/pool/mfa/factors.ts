import type { MfaKind, PoolSettings } from "../settings";
import type { Address } from "../users/addresses";
import type { User } from "../users/user";

export type Factor = MfaKind;
/** The factors whose codes the pool sends. */
export type SentFactor = Exclude<Factor, "SOFTWARE_TOKEN_MFA">;

export const ADDRESS_OF: Readonly<Record<SentFactor, Address>> = {
  SMS_MFA: "phone_number",
  EMAIL_OTP: "email",
};

/** What has to follow the first factor. */
export type SecondFactor =
  | { readonly kind: "none" }
  | { readonly kind: "one"; readonly factor: Factor }
  | { readonly kind: "choice"; readonly factors: readonly Factor[] }
  | { readonly kind: "set-up" };

type Settings = Pick<PoolSettings, "mfa" | "mfaKinds">;

export function decideSecondFactor(settings: Settings, user: User): SecondFactor {
  const factors = usableFactors(settings, user);
  const { preferred } = user.mfa;
  if (preferred !== undefined && factors.includes(preferred)) return { kind: "one", factor: preferred };
  const [first, ...others] = factors;
  if (first === undefined) return settings.mfa === "ON" ? { kind: "set-up" } : { kind: "none" };
  return others.length === 0 ? { kind: "one", factor: first } : { kind: "choice", factors };
}

export const usableFactors = ({ mfa, mfaKinds }: Settings, user: User): readonly Factor[] =>
  mfa === "OFF" ? [] : mfaKinds.filter((factor) => isUsable(factor, mfa, user));

/**
 * If the pool requires a second factor, every factor that is set up counts, even if the person has not switched it
 * on.
 */
function isUsable(factor: Factor, mode: PoolSettings["mfa"], user: User): boolean {
  return canUse(factor, user) && (mode === "ON" || user.mfa.enabled.includes(factor));
}

/** An e-mail address has to be verified, so that nobody else gets the code. For text messages, a number is enough. */
export function canUse(factor: Factor, { mfa, attributes }: User): boolean {
  if (factor === "SOFTWARE_TOKEN_MFA") return mfa.totpSecret !== undefined;
  const isThere = (attributes[ADDRESS_OF[factor]] ?? "") !== "";
  return isThere && (factor === "SMS_MFA" || attributes.email_verified === "true");
}
