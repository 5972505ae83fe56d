import { administeredUser } from "../administered-user";
import { deleteAttributes } from "../attribute-update";
import type { Pool } from "../pool";
import { type Input, missing, textList } from "../request";

export function adminDeleteUserAttributes(pool: Pool, input: Input) {
  const { username } = administeredUser(pool, input);
  const names = textList(input, "UserAttributeNames");
  if (names === undefined) throw missing("UserAttributeNames");
  deleteAttributes(pool, username, names);
  return {};
}
