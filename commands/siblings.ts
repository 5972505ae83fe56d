import type { Profile } from "../shared/people/person";
import type { OperatorPeople } from "./stores/operator-people";

/** Other profiles with the person's address, or one of these, or their account at a provider. */
export async function findSiblings(
  people: Pick<OperatorPeople, "findSharing">,
  { sub, email, federatedAs }: Profile,
  further: readonly string[] = [],
): Promise<readonly Profile[]> {
  const addresses = [...(email === undefined ? [] : [email]), ...further];
  if (addresses.length === 0 && federatedAs === undefined) return [];
  const sharing = await people.findSharing({ addresses, federatedAs });
  return sharing.filter((profile) => profile.sub !== sub);
}

/** Exclusions meet new users only: an active profile of the same person goes on as before. */
export function warnOfSiblings(siblings: readonly Profile[]): readonly string[] {
  const active = siblings.filter(({ status }) => status === "active");
  if (active.length === 0) return [];
  return [
    "Warning: these other profiles have the same address or provider account, are active and are still let in.",
    "An address that is not proven may be somebody else's. Suspend those that are the same person's:",
    ...active.map(
      ({ sub, origin, emailVerified }) =>
        `  (${origin}, address ${emailVerified ? "proven" : "not proven"}) npm run people:suspend -- ${sub}`,
    ),
  ];
}
