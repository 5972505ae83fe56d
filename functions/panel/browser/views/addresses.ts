/**
 * The addresses in a pasted text: one a line, separated by commas, or as mail programs write them, `Ada Lovelace
 * <ada@example.com>`. Each address once.
 */
export const addressesIn = (text: string): readonly string[] => [
  ...new Map(
    text
      .split(/[\s,;<>"']+/)
      .filter((word) => word.includes("@"))
      .map((address) => [address.toLowerCase(), address]),
  ).values(),
];
