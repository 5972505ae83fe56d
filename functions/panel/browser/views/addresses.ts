/**
 * The addresses in a text that somebody has pasted: one a line, a list with commas, or as mail programs write them,
 * `Ada Lovelace <ada@example.com>`. Each once.
 */
export const addressesIn = (text: string): readonly string[] => [
  ...new Map(
    text
      .split(/[\s,;<>"']+/)
      .filter((word) => word.includes("@"))
      .map((address) => [address.toLowerCase(), address]),
  ).values(),
];
