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

/** A completed sign-in always records whether the address is proven. */
export const isPlaceholder = ({ status, email, emailVerified, federatedAs }: Profile): boolean =>
  status === "suspended" && email === undefined && emailVerified === undefined && federatedAs === undefined;
