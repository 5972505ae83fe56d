import type { Membership, Profile } from "./person";

/**
 * A person whose first sign-in was not completed has a membership and no profile. A profile that holds only the
 * suspension keeps them out. It is deleted when the suspension ends, so that their next sign-in writes the real one:
 * only Cognito's event knows origin, address and account.
 */
export const placeholderOf = (sub: string, { tenantId }: Membership, now: Date): Profile => ({
  sub,
  status: "suspended",
  activeTenant: tenantId,
  origin: "sign-up",
  createdAt: now.toISOString(),
});

/** Whether a profile holds nothing that a completed sign-in writes. A sign-in always writes `emailVerified`. */
export const isBlank = ({ email, emailVerified, federatedAs }: Partial<Profile>): boolean =>
  email === undefined && emailVerified === undefined && federatedAs === undefined;

export const isPlaceholder = (profile: Profile): boolean =>
  profile.status === "suspended" && isBlank(profile);
