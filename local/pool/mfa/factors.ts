import type { PoolSettings } from "../settings";
import type { User } from "../users/user";

export type Factor = PoolSettings["mfaKinds"][number];

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

/** Where a second factor is required, whatever is set up counts, even if nobody has switched it on. */
function isUsable(factor: Factor, mode: PoolSettings["mfa"], user: User): boolean {
  return canUse(factor, user) && (mode === "ON" || user.mfa.enabled.includes(factor));
}

export const canUse = (factor: Factor, { mfa, attributes }: User): boolean =>
  factor === "SOFTWARE_TOKEN_MFA" ? mfa.totpSecret !== undefined : (attributes.phone_number ?? "") !== "";
