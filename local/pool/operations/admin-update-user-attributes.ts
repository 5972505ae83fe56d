import { administeredUser } from "../administered-user";
import { updateAttributes } from "../attribute-update";
import { readAttributes } from "../attributes";
import type { Pool } from "../pool";
import { type Input, missing, textMap } from "../request";

/** Administrators write whatever can change, and may vouch for an address themselves. */
export async function adminUpdateUserAttributes(pool: Pool, input: Input) {
  const { username } = administeredUser(pool, input);
  if (input.UserAttributes == null) throw missing("UserAttributes");
  const clientMetadata = textMap(input, "ClientMetadata");
  await updateAttributes(pool, username, readAttributes(input.UserAttributes), {
    client: undefined,
    clientMetadata,
  });
  return {};
}
