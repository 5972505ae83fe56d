import { administeredUser } from "../administered-user";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { removeUser } from "../users";

export function adminDeleteUser(pool: Pool, input: Input) {
  removeUser(pool, administeredUser(pool, input).username);
  return {};
}
