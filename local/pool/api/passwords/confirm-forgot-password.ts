import { refuseSimulated } from "../../hidden-existence/decoy-code";
import { redeemCode } from "../../messages/redeem-code";
import { NO_FAILURES } from "../../passwords/lockout";
import { checkPolicy, storePassword } from "../../passwords/stored-password";
import { eventAttributes } from "../../users/user";
import { findUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { notAuthorized, userNotFound } from "../errors";
import { APP_CONTEXT, CLIENT_ID, CODE, PASSWORD, SECRET_HASH, USERNAME } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";

const PURPOSE = "forgot-password";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  ConfirmationCode: required(CODE),
  Password: required(PASSWORD),
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

/** The new password counts from now on, whatever post confirmation says. Sign-ins that are under way go on. */
export const confirmForgotPassword = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const {
    Username: login,
    ConfirmationCode: typed,
    Password: password,
    ClientMetadata: clientMetadata,
  } = input;
  checkSecretHash(client, login, input.SecretHash);
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
});
