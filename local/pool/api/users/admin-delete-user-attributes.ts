import { deleteAttributes } from "../../users/attribute-update";
import { ADMINISTERED, ATTRIBUTE_NAME } from "../input/members";
import { list, required } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";

export const adminDeleteUserAttributes = operation(
  { ...ADMINISTERED, UserAttributeNames: required(list(ATTRIBUTE_NAME)) },
  (pool, input) => {
    deleteAttributes(pool, administeredUser(pool, input).username, input.UserAttributeNames);
    return {};
  },
);
