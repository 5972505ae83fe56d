import { invalidParameter } from "./errors";

const MOST = 60;

/** Different operations have different names for the limit and for the token. */
interface Request {
  /** The most items of the page. Without it, or with zero, a page is as long as it can be. */
  readonly Limit?: number | undefined;
  readonly MaxResults?: number | undefined;
  /** The place where the page before ended, from its answer. */
  readonly NextToken?: string | undefined;
  readonly PaginationToken?: string | undefined;
}

interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/**
 * One page of a list, in the order of the keys. A token names the last key that was sent, so an item that is added
 * or deleted between two pages neither repeats nor hides another one.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Limit, MaxResults, NextToken, PaginationToken }: Request,
  most = MOST,
): Page<Item> {
  const [limit, token] = [Limit ?? MaxResults, NextToken ?? PaginationToken];
  const after = token === undefined ? "" : keyIn(token);
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = rest.slice(0, limit || most);
  const last = page.at(-1);
  const next = last !== undefined && rest.length > page.length ? tokenOf(last.key) : undefined;
  return { items: page.map(({ item }) => item), next };
}

const MARK = "after ";
const tokenOf = (key: string): string => Buffer.from(MARK + key).toString("base64url");

function keyIn(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith(MARK)) throw invalidParameter("Invalid pagination token");
  return text.slice(MARK.length);
}
