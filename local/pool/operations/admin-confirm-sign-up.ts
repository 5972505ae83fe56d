import { administeredUser } from "../administered-user";
import { notAuthorized } from "../errors";
import type { Pool } from "../pool";
import { type Input, textMap } from "../request";
import { updateUser } from "../users";
import { confirmedSignUp } from "./sign-up";

/** Confirms the account and not the address: nobody has entered a code that was sent there. */
export async function adminConfirmSignUp(pool: Pool, input: Input) {
  const { username, status } = administeredUser(pool, input);
  if (status !== "UNCONFIRMED") throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
  const clientMetadata = textMap(input, "ClientMetadata");
  const confirmed = updateUser(pool, username, ({ codes: { "sign-up": _, ...codes } }) => ({
    codes,
    status: "CONFIRMED",
  }));
  await confirmedSignUp(pool, undefined, confirmed, clientMetadata);
  return {};
}
