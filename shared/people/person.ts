import type { Changed } from "../change";
import type { Invitation } from "../tenants/invitation";
import type { Role } from "../tenants/role";

/** Where a person came from. */
export type Origin = "sign-up" | "migration" | "admin" | "federation";

export type ProfileStatus = "active" | "suspended" | "removed";

export interface Profile extends Partial<Changed> {
  readonly sub: string;
  readonly status: ProfileStatus;
  /** Where a session begins that names no tenant. */
  readonly activeTenant: string;
  readonly origin: Origin;
  readonly createdAt: string;
  /** Absent when the person never gave one, and after their data was erased. */
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** Every address that they have had, proven or not: operators find them by it. */
  readonly addresses?: ReadonlySet<string>;
  /** Those that they have ever proven. Nobody who is kept out comes back under a former one. */
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
  /** The membership that the profile was written with. If there is none in that tenant, it is written again from here. */
  readonly joined?: Joined;
}

type Joined = Pick<Membership, "tenantId" | "role" | "since" | "invitedBy">;

/** `suspended` and `removed` are the decisions of the tenant's own admins; the profile's status is the operator's. */
export type MembershipStatus = "active" | "suspended" | "removed";

export interface Membership extends Partial<Changed> {
  readonly tenantId: string;
  readonly role: Role;
  readonly status: MembershipStatus;
  /** Goes up with every change of role or status, so that nobody changes what they have not seen. */
  readonly version: number;
  readonly since: string;
  /** Who invited, added or imported them. Nobody did where an assignment, a provider or a domain decided. */
  readonly invitedBy?: Invitation["invitedBy"];
  /** What lists of members show: copies from the profile, which follow it with the next token at the latest. */
  readonly name?: string;
  readonly email?: string;
}

/** What a membership becomes when it ends: it stays as a mark of itself, without what is personal, in no list. */
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
  /** The active and the suspended ones, the oldest first. */
  readonly memberships: readonly Membership[];
  /** What is left of those that have ended. */
  readonly formerMemberships: readonly Membership[];
}

/** Somebody whose profile is there. */
export type KnownPerson = Person & { readonly profile: Profile };

export const membershipIn = (
  { memberships }: Pick<Person, "memberships">,
  tenantId: string,
): Membership | undefined => memberships.find((membership) => membership.tenantId === tenantId);

/** The latest of what a tenant ever had of a person, ended or not. */
export const anyMembershipIn = (person: Person, tenantId: string): Membership | undefined =>
  [...person.memberships, ...person.formerMemberships].find((membership) => membership.tenantId === tenantId);
