import { reveal } from "../../hidden-existence/hidden-existence";
import { redeemCode } from "../../messages/redeem-code";
import { ownPassword } from "../../passwords/credentials";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { findUser, requireEnabled } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { APP_CONTEXT, CLIENT_ID, CODE, PASSWORD, SECRET_HASH, USERNAME } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

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
export const confirmForgotPassword = forApps("ConfirmForgotPassword", INPUT, async (pool, input) => {
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
  const named = { login, user: findUser(pool, login), typedCode: typed };
  const { user, decoy } = reveal("ConfirmForgotPassword", pool, client, named);
  if (user === undefined) return decoy;
  requireEnabled(user);
  const redeemed = { purpose: "forgot-password", typed };
  const confirmed = redeemCode(pool, user, redeemed, () => ownPassword(stored));
  await tellPostConfirmation(pool, "ConfirmForgotPassword", client, confirmed, clientMetadata);
  return {};
});
