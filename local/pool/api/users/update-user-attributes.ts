import { readAccessToken } from "../../tokens/access-tokens";
import { updateAttributes } from "../../users/attribute-update";
import { checkWritable, readAttributes } from "../../users/attributes";
import { ATTRIBUTES, TOKEN } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  UserAttributes: required(ATTRIBUTES),
  AccessToken: required(TOKEN),
  ClientMetadata: textMap,
};

export const updateUserAttributes = forApps("UpdateUserAttributes", INPUT, async (pool, input) => {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  const changes = readAttributes(input.UserAttributes);
  checkWritable(Object.keys(changes), client);
  const origin = { client, clientMetadata: input.ClientMetadata };
  return { CodeDeliveryDetailsList: await updateAttributes(pool, user.username, changes, origin) };
});
