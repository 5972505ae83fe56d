import { invalidParameter } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { createCode } from "../messages/codes";
import { sendCode } from "../messages/messages";
import type { Client, Pool } from "../pool";
import { recoveryAddress } from "../users/addresses";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

interface Origin {
  /** None for an administrator. */
  readonly client: Client | undefined;
  readonly clientMetadata: Texts | undefined;
}

/** Sends the code for a new password to a proven address, to no other. Tells where it went. */
export async function sendRecoveryCode(
  pool: Pool,
  user: User,
  change: Partial<Pick<User, "status">>,
  origin: Origin,
) {
  const proven = recoveryAddress(pool, user.attributes);
  if (proven === undefined)
    throw invalidParameter(
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  const { code, kept } = createCode("forgot-password", pool.now());
  const updated = updateUser(pool, user.username, ({ codes }) => ({
    ...change,
    codes: { ...codes, "forgot-password": kept },
  }));
  return sendCode(pool, { occasion: "ForgotPassword", user: updated, code, ...proven, ...origin });
}

/** A temporary password is an administrator's to renew, and a federated person's is kept elsewhere. */
export const hasOwnPassword = ({ status }: User): boolean =>
  status !== "FORCE_CHANGE_PASSWORD" && status !== "EXTERNAL_PROVIDER";

export const canRecover = (pool: Pool, user: User): boolean =>
  user.enabled && hasOwnPassword(user) && recoveryAddress(pool, user.attributes) !== undefined;
