import { simulateDelivery } from "../../hidden-existence/decoy-code";
import { createCode } from "../../messages/codes";
import { MOST_CODES } from "../../messages/limits";
import { codeDelivery, sendCode } from "../../messages/messages";
import { findUser, updateUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { invalidParameter, notAuthorized, userNotFound } from "../errors";
import { APP_CONTEXT, CLIENT_ID, SECRET_HASH, USERNAME } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { signUpAddress } from "./sign-up";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

export const resendConfirmationCode = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { Username: login, ClientMetadata: clientMetadata } = input;
  checkSecretHash(client, login, input.SecretHash);
  // Whether codes go out at all depends on the pool, and tells nothing about anybody.
  if (pool.settings.autoVerified.length === 0) throw noCodes();
  const user = findUser(pool, login);
  pool.limits.count(`sign-up ${user?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  if (user === undefined || !user.enabled) {
    if (client.hidesExistence) return { CodeDeliveryDetails: simulateDelivery(pool, login) };
    if (user === undefined) throw userNotFound("Username/client id combination not found.");
    throw notAuthorized("User is disabled.");
  }
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  const address = signUpAddress(pool, user.attributes);
  if (address === undefined) throw noCodes();
  const { code, kept } = createCode("sign-up", pool.now());
  const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, "sign-up": kept } }));
  const to = asked.attributes[address] ?? "";
  const medium = address === "email" ? "EMAIL" : "SMS";
  await sendCode(pool, { occasion: "ResendCode", user: asked, client, medium, to, code, clientMetadata });
  return { CodeDeliveryDetails: codeDelivery(address, to) };
});

const noCodes = () => invalidParameter("Cannot resend codes. Auto verification not turned on.");
