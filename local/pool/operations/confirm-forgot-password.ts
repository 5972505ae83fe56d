import { notAuthorized, userNotFound } from "../errors";
import { NO_FAILURES } from "../lockout";
import { checkPolicy, storePassword } from "../passwords";
import type { Pool } from "../pool";
import { redeemCode } from "../redeem-code";
import {
  checkSecretHash,
  type Input,
  optionalText,
  requireClient,
  requirePassword,
  requireText,
  textMap,
} from "../request";
import { refuseSimulated } from "../simulated-recovery";
import { eventAttributes } from "../user";
import { findUser } from "../users";

const PURPOSE = "forgot-password";

/** The new password counts from now on, whatever post confirmation says. Sign-ins that are under way go on. */
export async function confirmForgotPassword(pool: Pool, input: Input) {
  const client = requireClient(pool, input);
  const login = requireText(input, "Username", 128);
  checkSecretHash(client, login, optionalText(input, "SecretHash"));
  const typed = requireText(input, "ConfirmationCode");
  const password = requirePassword(input, "Password");
  const clientMetadata = textMap(input, "ClientMetadata");
  checkPolicy(password, pool.settings.passwordPolicy);
  // Made for nobody as well: the time that it takes tells no more than the answer.
  const username = findUser(pool, login)?.username ?? login;
  const stored = await storePassword(password, pool.settings.id, username);
  const user = findUser(pool, login);
  if (client.hidesExistence && (!user?.enabled || user.codes[PURPOSE] === undefined))
    throw refuseSimulated(pool, login, typed);
  if (user === undefined) throw userNotFound("Username/client id combination not found.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const confirmed = redeemCode(pool, user, { purpose: PURPOSE, typed }, () => ({
    status: "CONFIRMED",
    password: stored,
    passwordExpiresAt: undefined,
    failures: NO_FAILURES,
  }));
  await pool.runTrigger({
    trigger: "PostConfirmation",
    source: "PostConfirmation_ConfirmForgotPassword",
    userName: confirmed.username,
    clientId: client.id,
    request: {
      userAttributes: eventAttributes(confirmed),
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: {},
  });
  return {};
}
