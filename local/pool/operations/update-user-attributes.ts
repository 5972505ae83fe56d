import { updateAttributes } from "../attribute-update";
import { checkWritable, readAttributes } from "../attributes";
import type { Pool } from "../pool";
import { type Input, missing, textMap } from "../request";
import { readAccessToken } from "../tokens/access-tokens";

export async function updateUserAttributes(pool: Pool, input: Input) {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  if (input.UserAttributes == null) throw missing("userAttributes");
  const changes = readAttributes(input.UserAttributes);
  const clientMetadata = textMap(input, "ClientMetadata");
  checkWritable(Object.keys(changes), client);
  const deliveries = await updateAttributes(pool, user.username, changes, { client, clientMetadata });
  return { CodeDeliveryDetailsList: deliveries };
}
