import type { EmailAddress } from "../email";
import type { Label } from "./people-table";
import type { Membership, Person } from "./person";

interface Named {
  readonly name?: string | undefined;
  readonly email?: string | EmailAddress | undefined;
}

/** What lists of members show about a person. */
export function labelOf(named: Named | undefined): Label {
  const { name, email } = named ?? {};
  const address = typeof email === "object" ? email.address : email;
  return { ...(name !== undefined && { name }), ...(address !== undefined && { email: address }) };
}

/** The memberships of an active person whose label differs from the profile. */
export function mislabelled({
  profile,
  memberships,
}: Pick<Person, "profile" | "memberships">): readonly Membership[] {
  if (profile?.status !== "active") return [];
  return memberships.filter(({ name, email }) => name !== profile.name || email !== profile.email);
}
