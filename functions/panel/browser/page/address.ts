/** The address within the page, which is the part after the #. The browser's own history leads back. */
export interface PanelAddress {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

export function addressNow(): PanelAddress {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

/** A typed address may contain a percent sign that is not encoded. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export const addressOf = (...path: readonly string[]): string =>
  `#/${path.map(encodeURIComponent).join("/")}`;

export function go(address: string): void {
  if (location.hash === address) reload();
  else location.hash = address;
}

/** Shows the present view anew. */
export const reload = (): void => {
  dispatchEvent(new Event("hashchange"));
};

/** Keeps the filters of a list in the address, so that the list is the same when the person comes back. */
export function keepQuery(values: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
  const [path] = location.hash.split("?");
  history.replaceState(null, "", query.size > 0 ? `${path}?${query}` : path);
}
