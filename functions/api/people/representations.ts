import type { Exclusion } from "../../../shared/people/exclusion";
import { accountsOf } from "../../../shared/people/named-marks";
import type { Person, Profile } from "../../../shared/people/person";
import { type ExcludedMark, marksOfPerson } from "../../../shared/people/person-search";

/** A person whose first sign-in is not complete has memberships and no profile. What a profile says is null then. */
export const showPerson = (
  sub: string,
  { profile, memberships }: Person,
  exclusions: readonly ExcludedMark[],
  others: readonly Profile[],
) => ({
  sub,
  status: profile?.status ?? null,
  name: profile?.name ?? null,
  email: profile?.email ?? null,
  emailVerified: profile?.emailVerified === true,
  locale: profile?.locale ?? null,
  origin: profile?.origin ?? null,
  activeTenant: profile?.activeTenant ?? null,
  createdAt: profile?.createdAt ?? null,
  lastSignInAt: profile?.lastSignInAt ?? null,
  removedAt: profile?.removedAt ?? null,
  addresses: marksOfPerson(profile).flatMap(({ address }) => address ?? []),
  accounts: profile === undefined ? [] : accountsOf(profile),
  memberships: memberships.map(({ tenantId, role, status, since, version }) => ({
    tenantId,
    role,
    status,
    since,
    version,
  })),
  exclusions: exclusions.flatMap(({ named, exclusions: found }) =>
    found.map((exclusion) => ({ of: named.name, ...showExclusion(exclusion) })),
  ),
  others: others.map((other) => ({
    sub: other.sub,
    status: other.status,
    emailVerified: other.emailVerified === true,
  })),
});

export const showExclusion = ({ status, since, tenantId }: Exclusion) => ({
  status,
  since,
  tenantId: tenantId ?? null,
});
