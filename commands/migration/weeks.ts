const DAY_MS = 86_400_000;

/** The Monday, in UTC, with which the week of a moment begins. */
export function weekOf(moment: Date | string): string {
  const days = Math.floor(new Date(moment).getTime() / DAY_MS);
  if (Number.isNaN(days)) return "";
  // The first of January 1970 was a Thursday.
  const monday = days - ((days + 3) % 7);
  return new Date(monday * DAY_MS).toISOString().slice(0, 10);
}

/** This week and those before it, the oldest first. */
export const lastWeeks = (now: Date, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    weekOf(new Date(now.getTime() - (count - 1 - index) * 7 * DAY_MS)),
  );
