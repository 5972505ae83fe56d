import type { Person } from "./person";

/**
 * Records that somebody was suspended or removed. A person can delete their own user and come again with a new `sub`,
 * which no profile knows. Their mailbox, or their account at an identity provider, stays the same.
 */
export interface Exclusion {
  readonly status: "suspended" | "removed";
  readonly since: string;
  /** Keeps out of this tenant only; without one, out of all. */
  readonly tenantId?: string;
}

/** The exclusions that follow from a person's suspended and ended memberships, whatever their address is. */
export const exclusionsOf = ({
  memberships,
  formerMemberships,
}: Pick<Person, "memberships" | "formerMemberships">): readonly Exclusion[] =>
  [...memberships, ...formerMemberships].flatMap(({ tenantId, status, since, changedAt = since }) =>
    status === "active" ? [] : [{ tenantId, status, since: changedAt }],
  );

/** The strictest exclusion from this tenant or from all. */
export const exclusionFrom = (
  exclusions: readonly Exclusion[],
  tenantId: string | undefined,
): Exclusion | undefined =>
  exclusions
    .filter((exclusion) => exclusion.tenantId === undefined || exclusion.tenantId === tenantId)
    .reduce<Exclusion | undefined>(stricter, undefined);

/**
 * A suspension is stricter than a removal, and a later removal is stricter than an earlier one: fewer invitations
 * overcome it.
 */
function stricter(one: Exclusion | undefined, other: Exclusion): Exclusion {
  if (one === undefined) return other;
  if (one.status !== other.status) return one.status === "suspended" ? one : other;
  return one.since >= other.since ? one : other;
}
