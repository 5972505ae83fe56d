import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { eventAttributes, type User } from "../users/user";

/** Runs after the user is confirmed. An error reaches the caller, but the user stays confirmed. */
export async function tellPostConfirmation(
  pool: Pool,
  of: "ConfirmSignUp" | "ConfirmForgotPassword",
  client: Client | undefined,
  user: User,
  clientMetadata: Texts | undefined,
): Promise<void> {
  await pool.runTrigger({
    trigger: "PostConfirmation",
    source: `PostConfirmation_${of}`,
    userName: user.username,
    clientId: client?.id,
    request: { userAttributes: eventAttributes(user), clientMetadata },
    response: {},
  });
}
