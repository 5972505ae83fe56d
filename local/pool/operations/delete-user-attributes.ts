import { deleteAttributes } from "../attribute-update";
import { checkWritable } from "../attributes";
import { invalidParameter } from "../errors";
import type { Pool } from "../pool";
import { type Input, missing } from "../request";
import { readAccessToken } from "../tokens/access-tokens";

export function deleteUserAttributes(pool: Pool, input: Input) {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  const names = input.UserAttributeNames;
  if (names === undefined || names === null) throw missing("userAttributeNames");
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string"))
    throw invalidParameter("UserAttributeNames is not a list of strings");
  checkWritable(names, client);
  deleteAttributes(pool, user.username, names);
  return {};
}
