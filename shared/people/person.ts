import type { Changed } from "../change";
import type { Invitation } from "../tenants/invitation";
import type { Role } from "../tenants/role";

/** Where a person came from. */
export type Origin = "sign-up" | "migration" | "admin" | "federation";

export type ProfileStatus = "active" | "suspended" | "removed";

export interface Profile extends Partial<Changed> {
  readonly sub: string;
  readonly status: ProfileStatus;
  /** The tenant of a session that asks for none. */
  readonly activeTenant: string;
  readonly origin: Origin;
  readonly createdAt: string;
  /** Absent when the person never gave one, and after their data was erased. */
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** Every address that they have had, proven or not. Operators find people by it. */
  readonly addresses?: ReadonlySet<string>;
  /** The addresses that they have ever proven. An excluded person does not come back under a former one. */
  readonly provenAddresses?: ReadonlySet<string>;
  /** Their accounts at identity providers, linked ones too: `<provider>_<subject>` in lower case. */
  readonly accounts?: ReadonlySet<string>;
  /** The user name of a federated person: `<Provider>_<subject>`. */
  readonly federatedAs?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly legacyId?: string;
  readonly lastSignInAt?: string;
  readonly removedAt?: string;
  /** The membership that the profile was written with. If that tenant has none, it is written again from here. */
  readonly joined?: Joined;
}

type Joined = Pick<Membership, "tenantId" | "role" | "since" | "invitedBy">;

/** A membership is suspended or removed by the tenant's own admins, and a profile by operators. */
export type MembershipStatus = "active" | "suspended" | "removed";

export interface Membership extends Partial<Changed> {
  readonly tenantId: string;
  readonly role: Role;
  readonly status: MembershipStatus;
  /** Goes up with every change of role or status, so that nobody overwrites a change that they have not seen. */
  readonly version: number;
  readonly since: string;
  /** Who invited, added or imported them. Nobody did where an assignment, a provider or a domain decided. */
  readonly invitedBy?: Invitation["invitedBy"];
  /** What lists of members show: copies from the profile, updated with the next token at the latest. */
  readonly name?: string;
  readonly email?: string;
}

/** The changes that end a membership. The item stays, without personal data and in no list. */
export const ENDED = {
  status: "removed",
  name: null,
  email: null,
  nameKey: null,
  addressKey: null,
  place: null,
} as const;

/** All that one query of the People table returns. */
export interface Person {
  readonly profile: Profile | undefined;
  /** Active and suspended memberships, the oldest first. */
  readonly memberships: readonly Membership[];
  /** Memberships that have ended. */
  readonly formerMemberships: readonly Membership[];
}

/** A person with a profile. */
export type KnownPerson = Person & { readonly profile: Profile };

export const membershipIn = (
  { memberships }: Pick<Person, "memberships">,
  tenantId: string,
): Membership | undefined => memberships.find((membership) => membership.tenantId === tenantId);

/** The membership in a tenant, ended or not. */
export const anyMembershipIn = (person: Person, tenantId: string): Membership | undefined =>
  [...person.memberships, ...person.formerMemberships].find((membership) => membership.tenantId === tenantId);
