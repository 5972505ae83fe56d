import { isSub } from "../people/sub";
import { Problem } from "./problem";
import type { ApiRequest } from "./request";

/** The person whom a path names. A text that cannot be a `sub` names nobody. */
export function subIn({ path: { sub = "" } }: ApiRequest): string {
  if (!isSub(sub)) throw new Problem("not-found", "There is no such person");
  return sub;
}
