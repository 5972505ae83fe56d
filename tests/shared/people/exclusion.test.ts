import { type Exclusion, exclusionFrom, exclusionsOf } from "../../../shared/people/exclusion";
import type { Membership } from "../../../shared/people/person";
import { formerMembership, membership, suspendedMembership } from "../../harness/people";

const SINCE = "2026-02-01T00:00:00.000Z";
const LATER = "2026-05-01T12:00:00.000Z";

const everywhere: Exclusion = { status: "removed", since: SINCE };
const fromAcme: Exclusion = { status: "suspended", since: SINCE, tenantId: "acme" };

describe("what keeps out of a tenant", () => {
  test("is what keeps out of it, or of all", () => {
    expect(exclusionFrom([fromAcme], "acme")).toEqual(fromAcme);
    expect(exclusionFrom([fromAcme], "globex")).toBeUndefined();
    expect(exclusionFrom([fromAcme], undefined)).toBeUndefined();
    expect(exclusionFrom([everywhere], "globex")).toEqual(everywhere);
    expect(exclusionFrom([everywhere], undefined)).toEqual(everywhere);
    expect(exclusionFrom([], "acme")).toBeUndefined();
  });

  test("is the strictest: a suspension before a removal, a later removal before an earlier one", () => {
    const later: Exclusion = { ...everywhere, since: LATER };
    for (const all of [
      [everywhere, fromAcme, later],
      [later, fromAcme, everywhere],
    ]) {
      expect(exclusionFrom(all, "acme")).toEqual(fromAcme);
      expect(exclusionFrom(all, "globex")).toEqual(later);
    }
  });
});

test("a suspended membership and one that has ended keep out of their tenants, and an active one does not", () => {
  const { changedAt: _, ...unstamped } = formerMembership("initech");
  const person = {
    memberships: [membership("public"), suspendedMembership("acme")] as Membership[],
    formerMemberships: [formerMembership("globex"), unstamped] as Membership[],
  };
  expect(exclusionsOf(person)).toEqual([
    { tenantId: "acme", status: "suspended", since: SINCE },
    { tenantId: "globex", status: "removed", since: SINCE },
    { tenantId: "initech", status: "removed", since: unstamped.since },
  ]);
});
