import { claimedMarksOf, namedAddress } from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import type { Profile } from "./person";

/** Other profiles with one of the person's addresses, one of the further addresses, or their account at a provider. */
export async function findOtherProfiles(
  people: Pick<OperatorPeople, "findMarked">,
  person: Profile,
  further: readonly string[],
  signal: AbortSignal,
): Promise<readonly Profile[]> {
  const marks = [...claimedMarksOf(person), ...further.map(namedAddress)].map(({ mark }) => mark);
  if (marks.length === 0) return [];
  const found = await people.findMarked(marks, signal);
  return found.map(({ profile }) => profile).filter(({ sub }) => sub !== person.sub);
}
