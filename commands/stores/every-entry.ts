import type { Entry, PageKey, Registry } from "../../shared/tenants/registry";

const PAGE = 100;

/** All that a listing holds, read page by page. */
export async function everyEntry<Kept extends Entry>(
  registry: Pick<Registry<Kept>, "list">,
  signal: AbortSignal,
): Promise<readonly Kept[]> {
  const all: Kept[] = [];
  let from: PageKey | undefined;
  do {
    const { entries, next } = await registry.list(from, PAGE, signal);
    all.push(...entries);
    from = next;
  } while (from !== undefined);
  return all;
}
