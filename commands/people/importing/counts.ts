/** What a row of people counts as. */
export const PEOPLE_COUNTS = ["imported", "there", "notFound", "refused", "malformed"] as const;

export type PeopleCount = (typeof PEOPLE_COUNTS)[number];

export const failuresIn = (counts: Readonly<Record<PeopleCount, number>>): number =>
  counts.notFound + counts.refused + counts.malformed;
