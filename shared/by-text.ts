/**
 * Compares by a text such as a time, for `sort`, in the order of its characters. `localeCompare` would load the rules
 * of all languages at its first call, which takes as long as a request to a table.
 */
export const byText =
  <Entry>(textOf: (entry: Entry) => string) =>
  (one: Entry, other: Entry): number => {
    const [first, second] = [textOf(one), textOf(other)];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  };
