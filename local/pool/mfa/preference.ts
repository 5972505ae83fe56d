import { invalidParameter } from "../api/errors";
import type { MFA_PREFERENCE } from "../api/input/members";
import type { InputOf } from "../api/input/shapes";
import type { Pool } from "../pool";
import type { Mfa, User } from "../users/user";
import { updateUser } from "../users/users";
import { canUse, type Factor } from "./factors";

type Input = InputOf<typeof MFA_PREFERENCE>;

interface Wish {
  readonly factor: Factor;
  readonly enabled: boolean;
  readonly preferred: boolean;
}

/**
 * The errors for a factor that cannot be switched on. Cognito words them differently for people and for
 * administrators.
 */
export type Complaints = Readonly<Record<Factor, string>>;

export function setPreference(pool: Pool, user: User, input: Input, complaints: Complaints): void {
  const wishes = [
    ...readWish("SMS_MFA", input.SMSMfaSettings),
    ...readWish("SOFTWARE_TOKEN_MFA", input.SoftwareTokenMfaSettings),
    ...readWish("EMAIL_OTP", input.EmailMfaSettings),
  ];
  for (const { factor, enabled } of wishes) {
    if (!enabled) continue;
    if (!pool.settings.mfaKinds.includes(factor))
      throw invalidParameter(`${factor} is not enabled for the user pool.`);
    if (!canUse(factor, user)) throw invalidParameter(complaints[factor]);
  }
  if (wishes.filter(({ preferred }) => preferred).length > 1)
    throw invalidParameter("Only one MFA method can be preferred.");
  const { Enabled: passkeyCounts } = input.WebAuthnMfaSettings ?? {};
  if (passkeyCounts && !pool.settings.passkeys.isMultiFactor)
    throw invalidParameter("WEB_AUTHN is not enabled as a second factor for the user pool.");
  updateUser(pool, user.username, ({ mfa }) => {
    const changed = wishes.reduce(fulfil, mfa);
    const counts = passkeyCounts ?? mfa.passkeyCounts ?? false;
    // A person who loses the passkey needs another second factor.
    if (counts && changed.enabled.length === 0)
      throw invalidParameter("A passkey counts as a second factor only beside another one.");
    return {
      mfa: counts || mfa.passkeyCounts !== undefined ? { ...changed, passkeyCounts: counts } : changed,
    };
  });
}

function fulfil(mfa: Mfa, { factor, enabled, preferred }: Wish): Mfa {
  const others = mfa.enabled.filter((other) => other !== factor);
  const before = mfa.preferred === factor ? undefined : mfa.preferred;
  return {
    ...mfa,
    enabled: enabled ? [...others, factor] : others,
    preferred: enabled && preferred ? factor : before,
  };
}

/** A factor that the request leaves out stays as it is. */
function readWish(factor: Factor, settings: Input["SMSMfaSettings"]): Wish[] {
  if (settings === undefined) return [];
  const { Enabled: enabled = false, PreferredMfa: preferred = false } = settings;
  return [{ factor, enabled, preferred }];
}
