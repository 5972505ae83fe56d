import { claimedMarksOf, namedAddress } from "../../shared/people/named-marks";
import type { Profile } from "../../shared/people/person";
import type { OperatorPeople } from "../stores/operator-people";

/** Other profiles with one of the person's addresses, one of the further addresses, or their account at a provider. */
export async function findOtherProfiles(
  people: Pick<OperatorPeople, "findMarked">,
  person: Profile,
  further: readonly string[],
  signal: AbortSignal,
): Promise<readonly Profile[]> {
  const marks = [...claimedMarksOf(person), ...further.map(namedAddress)].map(({ mark }) => mark);
  if (marks.length === 0) return [];
  const profiles = await people.findMarked(marks, signal);
  return profiles.filter(({ sub }) => sub !== person.sub);
}

/** An exclusion stops new users only: another active profile of the same person can still sign in. */
export function warnOfOtherProfiles(profiles: readonly Profile[]): readonly string[] {
  const active = profiles.filter(({ status }) => status === "active");
  if (active.length === 0) return [];
  return [
    "Warning: these other profiles have the same address or provider account. They are active and can still sign in.",
    "An address that is not proven may be somebody else's. Suspend the profiles that belong to the same person:",
    ...active.map(
      ({ sub, origin, emailVerified }) =>
        `  (${origin}, address ${emailVerified ? "proven" : "not proven"}) npm run people:suspend -- ${sub}`,
    ),
  ];
}
