import { sendRecoveryCode } from "../../passwords/recovery";
import { notAuthorized } from "../errors";
import { ADMINISTERED } from "../input/members";
import { textMap } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";

/** The password of before stops to count at once, whether the code is ever used or not. */
export const adminResetUserPassword = operation(
  { ...ADMINISTERED, ClientMetadata: textMap },
  async (pool, input) => {
    const user = administeredUser(pool, input);
    // This operation alone answers without a period.
    if (!user.enabled) throw notAuthorized("User is disabled");
    if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED")
      throw notAuthorized("User password cannot be reset in the current state.");
    const origin = { client: undefined, clientMetadata: input.ClientMetadata };
    await sendRecoveryCode(pool, user, { status: "RESET_REQUIRED" }, origin);
    return {};
  },
);
