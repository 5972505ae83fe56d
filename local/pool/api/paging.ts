import { invalidParameter } from "./errors";

const MOST = 60;

/** Under the names that the different operations have for the two. */
interface Request {
  /** As many as fit a page, unless fewer are asked for; zero, where it is allowed, asks for nothing in particular. */
  readonly Limit?: number | undefined;
  readonly MaxResults?: number | undefined;
  /** Where the page before has ended, as its answer said. */
  readonly NextToken?: string | undefined;
  readonly PaginationToken?: string | undefined;
}

interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/**
 * One page of a list, in the order of the keys. A token names the last key that was sent: what is added or deleted
 * between two pages neither repeats nor hides another item.
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
