import type { Person } from "./person";

/**
 * Remembers that somebody was suspended or removed. A person can delete their own user and come again under a new
 * `sub`, which no profile knows; what stays the same is their mailbox, or their account at an identity provider.
 */
export interface Exclusion {
  readonly status: "suspended" | "removed";
  readonly since: string;
  /** Out of this tenant alone; without one, out of all. */
  readonly tenantId?: string;
}

/** What keeps somebody out of tenants that know them, under whatever address: a suspended membership, or an ended one. */
export const exclusionsOf = ({
  memberships,
  formerMemberships,
}: Pick<Person, "memberships" | "formerMemberships">): readonly Exclusion[] =>
  [...memberships, ...formerMemberships].flatMap(({ tenantId, status, since, changedAt = since }) =>
    status === "active" ? [] : [{ tenantId, status, since: changedAt }],
  );

/** The strictest of those that keep somebody out of this tenant, or out of all. */
export const exclusionFrom = (
  exclusions: readonly Exclusion[],
  tenantId: string | undefined,
): Exclusion | undefined =>
  exclusions
    .filter((exclusion) => exclusion.tenantId === undefined || exclusion.tenantId === tenantId)
    .reduce<Exclusion | undefined>(stricter, undefined);

/** A suspension outweighs a removal, a later removal an earlier one: fewer invitations overcome it. */
function stricter(one: Exclusion | undefined, other: Exclusion): Exclusion {
  if (one === undefined) return other;
  if (one.status !== other.status) return one.status === "suspended" ? one : other;
  return one.since >= other.since ? one : other;
}
