import { administeredUser } from "../administered-user";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { userDetails } from "../user-shape";

export function adminGetUser(pool: Pool, input: Input) {
  return userDetails(administeredUser(pool, input));
}
