import type { Role } from "../tenants/role";

/** Where a person came from. */
export type Origin = "sign-up" | "migration" | "admin" | "federation";

export type ProfileStatus = "active" | "suspended" | "removed";

export interface Profile {
  readonly sub: string;
  readonly status: ProfileStatus;
  readonly activeTenant: string;
  readonly origin: Origin;
  readonly createdAt: string;
  /** Absent when the person never gave one, and after their data was erased. */
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** Every address that they have ever proven. Nobody who is kept out comes back under a former one. */
  readonly provenAddresses?: ReadonlySet<string>;
  /** Their accounts at identity providers, linked ones too: `<provider>_<subject>` in lower case. */
  readonly accounts?: ReadonlySet<string>;
  /** Who they are at their identity provider, if they come through one: `<Provider>_<subject>`. */
  readonly federatedAs?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly legacyId?: string;
  readonly lastSignInAt?: string;
  readonly removedAt?: string;
  /**
   * The membership that the profile was written with. If it is missing, it is written again from here, so whoever takes
   * a person out of this tenant removes it here first.
   */
  readonly joined?: Membership;
}

export interface Membership {
  readonly tenantId: string;
  readonly role: Role;
  readonly since: string;
  readonly invitedBy?: string;
}

/** All that one query of the People table returns. */
export interface Person {
  readonly profile: Profile | undefined;
  readonly memberships: readonly Membership[];
}

/** Whether an address is known to be proven. */
export const hasProven = (
  { email, emailVerified, provenAddresses }: Pick<Profile, "email" | "emailVerified" | "provenAddresses">,
  address: string,
): boolean => provenAddresses?.has(address) === true || (emailVerified === true && email === address);

/** The membership under which a person acts now; none if they were taken out of their active tenant. */
export const activeMembership = ({ profile, memberships }: Person): Membership | undefined =>
  memberships.find(({ tenantId }) => tenantId === profile?.activeTenant);
