import { Problem } from "./problem";
import type { ApiRequest } from "./request";

/** The person whom a path names. What no `sub` can be is nobody's. */
export function subIn({ path: { sub = "" } }: ApiRequest): string {
  if (!/^[\w-]{1,64}$/.test(sub)) throw new Problem("not-found", "There is no such person");
  return sub;
}
