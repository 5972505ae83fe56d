import type { Membership, Profile } from "../../shared/people/person";

// Somebody whose first sign-in did not finish has a membership and no profile yet. What keeps them out is a profile
// that holds nothing but the suspension; it is deleted again when that ends, so that their next sign-in writes the
// real one, with the origin, address and account that only Cognito's event knows.

export const placeholderOf = (sub: string, { tenantId }: Membership, now: Date): Profile => ({
  sub,
  status: "suspended",
  activeTenant: tenantId,
  origin: "sign-up",
  createdAt: now.toISOString(),
});

/** Of everybody whose sign-in has finished it is known whether their address is proven. */
export const isPlaceholder = ({ status, email, emailVerified, federatedAs }: Profile): boolean =>
  status === "suspended" && email === undefined && emailVerified === undefined && federatedAs === undefined;
