import { deleteAttributes } from "../../users/attribute-update";
import { requireUser } from "../../users/users";
import { ADMINISTERED, ATTRIBUTE_NAME } from "../input/members";
import { list, required } from "../input/shapes";
import { forAdministrators } from "../operation";

export const adminDeleteUserAttributes = forAdministrators(
  "AdminDeleteUserAttributes",
  { ...ADMINISTERED, UserAttributeNames: required(list(ATTRIBUTE_NAME)) },
  (pool, input) => {
    deleteAttributes(pool, requireUser(pool, input.Username).username, input.UserAttributeNames);
    return {};
  },
);
