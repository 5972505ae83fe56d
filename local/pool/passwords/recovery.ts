import { invalidParameter } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { createCode } from "../messages/codes";
import { sendCode } from "../messages/messages";
import { ADDRESS_OF, usableFactors } from "../mfa/factors";
import type { Client, Pool } from "../pool";
import { type Address, isVerified } from "../users/addresses";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

interface Origin {
  /** None for an administrator. */
  readonly client: Client | undefined;
  readonly clientMetadata: Texts | undefined;
}

/** Sends the code for a new password, only to a verified address. Returns where it went. */
export async function sendRecoveryCode(
  pool: Pool,
  user: User,
  change: Partial<Pick<User, "status">>,
  origin: Origin,
) {
  const proven = recoveryAddress(pool, user);
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

/** Only an administrator renews a temporary password, and federated users have their password elsewhere. */
export const hasOwnPassword = ({ status }: User): boolean =>
  status !== "FORCE_CHANGE_PASSWORD" && status !== "EXTERNAL_PROVIDER";

export const canRecover = (pool: Pool, user: User): boolean =>
  user.enabled && hasOwnPassword(user) && recoveryAddress(pool, user) !== undefined;

/** With admin_only, there is no such way. */
const WAYS: Readonly<Record<string, Address>> = {
  verified_email: "email",
  verified_phone_number: "phone_number",
};

/**
 * A verified address, by the pool's order of preference. An address that receives the second factor is left out: otherwise,
 * access to that mailbox alone would be enough.
 */
function recoveryAddress({ settings }: Pool, user: User) {
  const taken = usableFactors(settings, user).map((factor) =>
    factor === "SOFTWARE_TOKEN_MFA" ? undefined : ADDRESS_OF[factor],
  );
  for (const way of settings.recovery) {
    const address = WAYS[way];
    if (address === undefined || taken.includes(address)) continue;
    const to = user.attributes[address];
    if (to !== undefined && isVerified(user.attributes, address)) return { address, to };
  }
  return undefined;
}
