import { updateUser } from "../../users/users";
import { notAuthorized } from "../errors";
import { ADMINISTERED } from "../input/members";
import { textMap } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";
import { confirmedSignUp } from "./sign-up";

/** Confirms the account and not the address: nobody has entered a code that was sent there. */
export const adminConfirmSignUp = operation(
  { ...ADMINISTERED, ClientMetadata: textMap },
  async (pool, input) => {
    const { username, status } = administeredUser(pool, input);
    if (status !== "UNCONFIRMED")
      throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
    const confirmed = updateUser(pool, username, ({ codes: { "sign-up": _, ...codes } }) => ({
      codes,
      status: "CONFIRMED",
    }));
    await confirmedSignUp(pool, undefined, confirmed, input.ClientMetadata);
    return {};
  },
);
