import type { Membership, Profile } from "./person";

/**
 * Somebody whose first sign-in was not completed has a membership and no profile yet. A profile that holds nothing
 * but the suspension keeps them out. It is deleted when the suspension ends, so that their next sign-in writes the
 * real one, with the origin, address and account that only Cognito's event knows.
 */
export const placeholderOf = (sub: string, { tenantId }: Membership, now: Date): Profile => ({
  sub,
  status: "suspended",
  activeTenant: tenantId,
  origin: "sign-up",
  createdAt: now.toISOString(),
});

/** Whether a profile holds nothing that a completed sign-in records, which always says whether the address is proven. */
export const isBlank = ({ email, emailVerified, federatedAs }: Partial<Profile>): boolean =>
  email === undefined && emailVerified === undefined && federatedAs === undefined;

export const isPlaceholder = (profile: Profile): boolean =>
  profile.status === "suspended" && isBlank(profile);
