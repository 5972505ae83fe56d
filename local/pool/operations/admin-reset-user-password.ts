import { administeredUser } from "../administered-user";
import { notAuthorized } from "../errors";
import type { Pool } from "../pool";
import { sendRecoveryCode } from "../recovery";
import { type Input, textMap } from "../request";

/** The password of before stops to count at once, whether the code is ever used or not. */
export async function adminResetUserPassword(pool: Pool, input: Input) {
  const user = administeredUser(pool, input);
  if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED")
    throw notAuthorized("User password cannot be reset in the current state.");
  const clientMetadata = textMap(input, "ClientMetadata");
  await sendRecoveryCode(pool, user, { status: "RESET_REQUIRED" }, { client: undefined, clientMetadata });
  return {};
}
