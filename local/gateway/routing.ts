import type { Route } from "../stack/http-api";

export interface RouteMatch {
  readonly route: Route;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Candidate extends RouteMatch {
  /** One character for each segment. The smallest text is the most specific path. */
  readonly rank: string;
}

/** The ranks of a route's segments and of its method. */
const EXACT = "0";
const PARAMETER = "1";
const GREEDY = "2";

/**
 * The most specific route of a request. A literal segment is more specific than a variable, a variable than a
 * greedy one, and a method than ANY. The last choice is `$default`.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const segments = path.split("/").slice(1);
  const [best] = routes
    .flatMap((route) => candidate(route, method, segments))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1));
  if (best !== undefined) return { route: best.route, pathParameters: best.pathParameters };
  const fallback = routes.find(({ key }) => key === "$default");
  return fallback && { route: fallback, pathParameters: {} };
}

function candidate(route: Route, method: string, segments: readonly string[]): readonly Candidate[] {
  const [routeMethod, routePath] = route.key.split(" ");
  if (routePath === undefined || (routeMethod !== "ANY" && routeMethod !== method)) return [];
  const pathMatch = matchPath(routePath.split("/").slice(1), segments);
  if (pathMatch === undefined) return [];
  const { rank, pathParameters } = pathMatch;
  return [{ route, pathParameters, rank: rank + (routeMethod === "ANY" ? PARAMETER : EXACT) }];
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Omit<Candidate, "route"> | undefined {
  const pathParameters: Record<string, string> = {};
  let rank = "";
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const [, variable, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    if (variable === undefined) {
      if (decodeURIComponent(segment) !== part) return undefined;
      rank += EXACT;
      continue;
    }
    if (segment === "") return undefined;
    if (greedy === "+") {
      pathParameters[variable] = segments.slice(index).map(decodeURIComponent).join("/");
      return { rank: rank + GREEDY, pathParameters };
    }
    pathParameters[variable] = decodeURIComponent(segment);
    rank += PARAMETER;
  }
  return segments.length === pattern.length ? { rank, pathParameters } : undefined;
}
