import { updateAttributes } from "../../users/attribute-update";
import { readAttributes } from "../../users/attributes";
import { ADMINISTERED, ATTRIBUTES } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";

/** Administrators write whatever can change, and may vouch for an address themselves. */
export const adminUpdateUserAttributes = operation(
  { ...ADMINISTERED, UserAttributes: required(ATTRIBUTES), ClientMetadata: textMap },
  async (pool, input) => {
    const { username } = administeredUser(pool, input);
    await updateAttributes(pool, username, readAttributes(input.UserAttributes), {
      client: undefined,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
);
