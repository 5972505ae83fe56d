export type Json = Record<string, unknown>;

/** A request, as a route of the made-up API sees it. */
export interface FakeRequest {
  readonly query: URLSearchParams;
  readonly body: Json;
  /** What stands in the gaps of the path. */
  readonly gaps: readonly string[];
  readonly sub: string;
  readonly tenantId: string;
  readonly version: string | undefined;
}

export type FakeAnswer = readonly [status: number, body?: unknown, cookie?: string];

export const problem = (status: number, code: string, title: string, more: Json = {}): FakeAnswer => [
  status,
  { type: `urn:problem:${code}`, title, status, code, ...more },
];
export const NOT_SIGNED_IN = problem(401, "not-signed-in", "Sign in first");
export const NOT_FOUND = problem(404, "not-found", "There is no such thing");

const PAGE = 25;

export const found = (item: unknown): FakeAnswer => (item === undefined ? NOT_FOUND : [200, item]);

/** Only on the version that is there. */
export function changed(item: object | undefined, changes: Json, version: string | undefined): FakeAnswer {
  if (item === undefined) return NOT_FOUND;
  const versioned = item as { version: number };
  if (version === undefined) return problem(428, "version-missing", "The version is missing");
  if (version !== String(versioned.version)) return problem(412, "stale-version", "It was changed meanwhile");
  Object.assign(versioned, changes, { version: versioned.version + 1 });
  return [200, item];
}

export function take<Item>(items: Item[], isIt: (item: Item) => boolean): Item | undefined {
  const index = items.findIndex(isIt);
  return index < 0 ? undefined : items.splice(index, 1)[0];
}

export const begins = (text: unknown, query: URLSearchParams): boolean =>
  String(text)
    .toLowerCase()
    .startsWith((query.get("q") ?? "").toLowerCase());

export function pageOf(key: string, items: readonly unknown[], query: URLSearchParams): FakeAnswer {
  const from = Number(query.get("cursor") ?? 0);
  const next = from + PAGE < items.length ? String(from + PAGE) : null;
  return [200, { [key]: items.slice(from, from + PAGE), next }];
}

/** What the route of a request answers; undefined where there is none. */
export function routed<Given extends readonly unknown[]>(
  routes: Readonly<Record<string, (asked: FakeRequest, ...given: Given) => FakeAnswer>>,
  request: string,
  asked: Omit<FakeRequest, "gaps">,
  ...given: Given
): FakeAnswer | undefined {
  for (const [pattern, answer] of Object.entries(routes)) {
    const gaps = new RegExp(`^${pattern.replaceAll("{}", "([^/]+)")}$`).exec(request)?.slice(1);
    if (gaps !== undefined) return answer({ ...asked, gaps: gaps.map(decodeURIComponent) }, ...given);
  }
  return undefined;
}
