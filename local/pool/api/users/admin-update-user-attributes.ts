import { updateAttributes } from "../../users/attribute-update";
import { readAttributes } from "../../users/attributes";
import { requireUser } from "../../users/users";
import { ADMINISTERED, ATTRIBUTES } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forAdministrators } from "../operation";

/** Administrators may write every attribute that can change, and may declare an address verified. */
export const adminUpdateUserAttributes = forAdministrators(
  "AdminUpdateUserAttributes",
  { ...ADMINISTERED, UserAttributes: required(ATTRIBUTES), ClientMetadata: textMap },
  async (pool, input) => {
    const { username } = requireUser(pool, input.Username);
    await updateAttributes(pool, username, readAttributes(input.UserAttributes), {
      client: undefined,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
);
