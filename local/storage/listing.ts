/** The most keys that S3 lists at once. */
export const MOST_LISTED = 1_000;

export interface ListingRequest {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Everything up to it has been listed already. */
  readonly after: string;
  readonly limit: number;
}

/** Keys, and common prefixes that stand for all keys that continue after a delimiter. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  readonly prefixes: readonly string[];
  /** The last key or prefix, if more would follow. */
  readonly next: string | undefined;
}

/** In the order of their bytes, which is not the order of JavaScript. */
export function list<Item extends { readonly key: string }>(
  candidates: readonly Item[],
  { prefix, delimiter, after, limit }: ListingRequest,
): Listing<Item> {
  const items: Item[] = [];
  const prefixes: string[] = [];
  let last = after;
  for (const item of inOrder(candidates.filter(({ key }) => key.startsWith(prefix)))) {
    const end = delimiter === "" ? -1 : item.key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? undefined : item.key.slice(0, end + delimiter.length);
    // Where a prefix was the last that was listed, all behind it are listed with it.
    if (compare(item.key, after) <= 0 || (group !== undefined && group === last)) continue;
    if (items.length + prefixes.length >= limit)
      return { items, prefixes, next: limit === 0 ? undefined : last };
    if (group === undefined) items.push(item);
    else prefixes.push(group);
    last = group ?? item.key;
  }
  return { items, prefixes, next: undefined };
}

const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const inOrder = <Item extends { readonly key: string }>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ item, bytes: Buffer.from(item.key) }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
    .map(({ item }) => item);

/** As `encoding-type=url` wants it: in the form of forms, but slashes stay. */
export const inUrl = (text: string): string =>
  new URLSearchParams([["", text]]).toString().slice(1).replaceAll("%2F", "/");
