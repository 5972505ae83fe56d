import { requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";
import { REVOCATION, revokeSession } from "./session";

export const adminRevokeUserSession = forAdministrators(
  "AdminRevokeUserSession",
  { ...ADMINISTERED, ...REVOCATION },
  (pool, input) => revokeSession(pool, requireUser(pool, input.Username), input),
);
