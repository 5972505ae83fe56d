import { isSub } from "../people/sub";
import { Problem } from "./problem";
import type { ApiRequest } from "./request";

/** The person whom a path names. What no `sub` can be is nobody's. */
export function subIn({ path: { sub = "" } }: ApiRequest): string {
  if (!isSub(sub)) throw new Problem("not-found", "There is no such person");
  return sub;
}
