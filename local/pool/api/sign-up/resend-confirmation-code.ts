import { reveal } from "../../hidden-existence/hidden-existence";
import { createCode } from "../../messages/codes";
import { MOST_CODES } from "../../messages/limits";
import { sendCode } from "../../messages/messages";
import { signUpAddress } from "../../users/addresses";
import { findUser, requireEnabled, updateUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { invalidParameter } from "../errors";
import { APP_CONTEXT, CLIENT_ID, SECRET_HASH, USERNAME } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

export const resendConfirmationCode = forApps("ResendConfirmationCode", INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { Username: login, ClientMetadata: clientMetadata } = input;
  checkSecretHash(client, login, input.SecretHash);
  // Whether codes go out at all depends on the pool, and tells nothing about anybody.
  if (pool.settings.autoVerified.length === 0) throw noCodes();
  const found = findUser(pool, login);
  pool.limits.count(`sign-up ${found?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  const { user, decoy } = reveal("ResendConfirmationCode", pool, client, { login, user: found });
  if (user === undefined) return decoy;
  requireEnabled(user);
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  const address = signUpAddress(pool, user.attributes);
  if (address === undefined) throw noCodes();
  const { code, kept } = createCode("sign-up", pool.now());
  const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, "sign-up": kept } }));
  const to = asked.attributes[address] ?? "";
  const message = { occasion: "ResendCode", user: asked, client, address, to, code, clientMetadata } as const;
  return { CodeDeliveryDetails: await sendCode(pool, message) };
});

const noCodes = () => invalidParameter("Cannot resend codes. Auto verification not turned on.");
