import { readAccessToken } from "../../tokens/access-tokens";
import { deleteAttributes } from "../../users/attribute-update";
import { checkWritable } from "../../users/attributes";
import { ATTRIBUTE_NAME, TOKEN } from "../input/members";
import { list, required } from "../input/shapes";
import { forApps } from "../operation";

export const deleteUserAttributes = forApps(
  "DeleteUserAttributes",
  { UserAttributeNames: required(list(ATTRIBUTE_NAME)), AccessToken: required(TOKEN) },
  (pool, { AccessToken, UserAttributeNames: names }) => {
    const { user, client } = readAccessToken(pool, AccessToken);
    checkWritable(names, client);
    deleteAttributes(pool, user.username, names);
    return {};
  },
);
