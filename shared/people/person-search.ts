import type { Exclusion } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import { emailMark } from "./marks";
import { claimedMarksOf, type NamedMark, namedAddress } from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import type { KnownPerson, Profile } from "./person";

/** The people who have or had an address of this mailbox. Of an erased person, only the exclusion is left. */
export const peopleAt = (
  people: Pick<OperatorPeople, "findMarked">,
  address: string,
  signal: AbortSignal,
): Promise<readonly KnownPerson[]> => people.findMarked([emailMark(address)], signal);

/** The active people who have proven exactly this address. */
export const ownersOf = async (
  people: Pick<OperatorPeople, "findMarked">,
  address: string,
  signal: AbortSignal,
): Promise<readonly KnownPerson[]> =>
  (await peopleAt(people, address, signal)).filter(
    ({ profile }) =>
      profile.email === address && profile.emailVerified === true && profile.status === "active",
  );

/** The exclusions of a mark. */
export interface ExcludedMark {
  readonly named: NamedMark;
  readonly exclusions: readonly Exclusion[];
}

export const exclusionsOfMarks = (
  exclusions: Pick<Exclusions, "find">,
  marks: readonly NamedMark[],
  signal: AbortSignal,
): Promise<readonly ExcludedMark[]> =>
  Promise.all(
    marks.map(async (named) => ({ named, exclusions: await exclusions.find([named.mark], signal) })),
  );

/** Every mark by which a person is found. */
export const marksOfPerson = (profile: Profile | undefined): readonly NamedMark[] =>
  profile === undefined ? [] : claimedMarksOf(profile);

export const exclusionsOfAddress = async (
  exclusions: Pick<Exclusions, "find">,
  address: string,
  signal: AbortSignal,
): Promise<readonly Exclusion[]> => exclusions.find([namedAddress(address).mark], signal);
