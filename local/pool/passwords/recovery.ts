import { invalidParameter } from "../api/errors";
import { createCode } from "../messages/codes";
import { codeDelivery, sendCode } from "../messages/messages";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

/** There is none where only an administrator helps. */
const WAYS: Readonly<Record<string, "email" | "phone_number">> = {
  verified_email: "email",
  verified_phone_number: "phone_number",
};

interface Origin {
  /** None for an administrator. */
  readonly client: Client | undefined;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

/** Sends the code for a new password to a proven address, to no other. Tells where it went. */
export async function sendRecoveryCode(
  pool: Pool,
  user: User,
  change: Partial<Pick<User, "status">>,
  { client, clientMetadata }: Origin,
) {
  const proven = provenAddress(pool, user);
  if (proven === undefined)
    throw invalidParameter(
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  const { attribute, to } = proven;
  const { code, kept } = createCode("forgot-password", pool.now());
  const updated = updateUser(pool, user.username, ({ codes }) => ({
    ...change,
    codes: { ...codes, "forgot-password": kept },
  }));
  const medium = attribute === "email" ? "EMAIL" : "SMS";
  await sendCode(pool, {
    occasion: "ForgotPassword",
    user: updated,
    client,
    medium,
    to,
    code,
    clientMetadata,
  });
  return codeDelivery(attribute, to);
}

/** Only where an address is proven can a code for a new password go, and by the ways of the pool, the preferred one first. */
export function provenAddress(
  { settings }: Pick<Pool, "settings">,
  { attributes }: User,
): { attribute: "email" | "phone_number"; to: string } | undefined {
  for (const way of settings.recovery) {
    const attribute = WAYS[way];
    if (attribute === undefined) continue;
    const to = attributes[attribute];
    if (to !== undefined && attributes[`${attribute}_verified`] === "true") return { attribute, to };
  }
  return undefined;
}
