import { claimedMarksOf, namedAddress } from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import type { Profile } from "./person";

/** Other profiles with a mark of this person or with one of the further addresses. */
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
