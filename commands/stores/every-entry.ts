import type { Page, PageRequest } from "../../shared/paging";

const PAGE = 100;

/** All that a list holds, read page by page. */
export async function everyEntry<Entry, Position>(
  list: (page: PageRequest<Position>, signal: AbortSignal) => Promise<Page<Entry, Position>>,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  let from: Position | undefined;
  do {
    const { entries, next } = await list({ limit: PAGE, from }, signal);
    all.push(...entries);
    from = next;
  } while (from !== undefined);
  return all;
}
