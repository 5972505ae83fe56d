import { reveal } from "../../hidden-existence/hidden-existence";
import { redeemCode } from "../../messages/redeem-code";
import { ownPassword } from "../../passwords/credentials";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { findUser, requireEnabled } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { APP_CONTEXT, CODE, NAMED_BY_APP, PASSWORD } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  ...NAMED_BY_APP,
  ConfirmationCode: required(CODE),
  Password: required(PASSWORD),
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

/** The new password is valid even if post confirmation fails. Refresh tokens stay valid. */
export const confirmForgotPassword = forApps("ConfirmForgotPassword", INPUT, async (pool, input) => {
  const client = requireProvenClient(pool, input);
  const { Username: login, ConfirmationCode: typed, Password: password } = input;
  checkPolicy(password, pool.settings.passwordPolicy);
  // The hash is computed for an unknown person as well, so that the time of the answer does not tell who exists.
  const username = findUser(pool, login)?.username ?? login;
  const stored = await storePassword(password, pool.settings.id, username);
  const found = { login, user: findUser(pool, login), typedCode: typed };
  const { user, decoy } = reveal("ConfirmForgotPassword", pool, client, found);
  if (user === undefined) return decoy;
  requireEnabled(user);
  const code = { purpose: "forgot-password", typed };
  const confirmed = redeemCode(pool, user, code, () => ownPassword(stored));
  await tellPostConfirmation(pool, "ConfirmForgotPassword", client, confirmed, input.ClientMetadata);
  return {};
});
