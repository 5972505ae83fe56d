import type { Profile } from "../../shared/people/person";
import type { OperatorPeople } from "../stores/operator-people";
import { addressTrait, claimedTraitsOf } from "./traits";

/** Other profiles with one of the person's addresses, or one of these, or their account at a provider. */
export async function findSiblings(
  people: Pick<OperatorPeople, "findMarked">,
  person: Profile,
  further: readonly string[] = [],
): Promise<readonly Profile[]> {
  const marks = [...claimedTraitsOf(person), ...further.map(addressTrait)].map(({ mark }) => mark);
  if (marks.length === 0) return [];
  const { profiles } = await people.findMarked(marks);
  return profiles.filter(({ sub }) => sub !== person.sub);
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
