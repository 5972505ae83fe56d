import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { requireUser, updateUser } from "../../users/users";
import { notAuthorized } from "../errors";
import { ADMINISTERED } from "../input/members";
import { textMap } from "../input/shapes";
import { forAdministrators } from "../operation";

/** Confirms the account but not the address, because nobody has entered a code that was sent there. */
export const adminConfirmSignUp = forAdministrators(
  "AdminConfirmSignUp",
  { ...ADMINISTERED, ClientMetadata: textMap },
  async (pool, input) => {
    const { username, status } = requireUser(pool, input.Username);
    if (status !== "UNCONFIRMED")
      throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
    const confirmed = updateUser(pool, username, ({ codes: { "sign-up": _, ...codes } }) => ({
      codes,
      status: "CONFIRMED",
    }));
    await tellPostConfirmation(pool, "ConfirmSignUp", undefined, confirmed, input.ClientMetadata);
    return {};
  },
);
