import { sendRecoveryCode } from "../../passwords/recovery";
import { requireUser } from "../../users/users";
import { notAuthorized } from "../errors";
import { ADMINISTERED } from "../input/members";
import { textMap } from "../input/shapes";
import { forAdministrators } from "../operation";

/** The old password stops working at once, even if the code is never used. */
export const adminResetUserPassword = forAdministrators(
  "AdminResetUserPassword",
  { ...ADMINISTERED, ClientMetadata: textMap },
  async (pool, input) => {
    const user = requireUser(pool, input.Username);
    // The message of this operation alone ends without a period.
    if (!user.enabled) throw notAuthorized("User is disabled");
    if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED")
      throw notAuthorized("User password cannot be reset in the current state.");
    const origin = { client: undefined, clientMetadata: input.ClientMetadata };
    await sendRecoveryCode(pool, user, { status: "RESET_REQUIRED" }, origin);
    return {};
  },
);
