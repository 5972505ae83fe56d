import { administeredUser } from "../administered-user";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { updateUser } from "../users";

export function adminEnableUser(pool: Pool, input: Input) {
  const { username } = administeredUser(pool, input);
  updateUser(pool, username, () => ({ enabled: true }));
  return {};
}
