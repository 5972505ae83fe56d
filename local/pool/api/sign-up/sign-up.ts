import { createCode } from "../../messages/codes";
import { sendCode } from "../../messages/messages";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { askPreSignUp } from "../../triggers/pre-sign-up";
import { signUpAddress } from "../../users/addresses";
import { checkRequired, checkWritable, readAttributes } from "../../users/attributes";
import { addUser, attributesOfNewUser } from "../../users/new-user";
import { nameOfNewUser, nameTaken } from "../../users/sign-in-names";
import { findUser } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { notAuthorized } from "../errors";
import { APP_CONTEXT, ATTRIBUTES, NAMED_BY_APP, PASSWORD } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  ...NAMED_BY_APP,
  // Only people who sign in without one can leave it out.
  Password: required(PASSWORD),
  UserAttributes: ATTRIBUTES,
  ValidationData: ATTRIBUTES,
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

export const signUp = forApps("SignUp", INPUT, async (pool, input) => {
  const client = requireProvenClient(pool, input);
  const { Username: login, Password: password, ClientMetadata: clientMetadata } = input;
  if (pool.settings.onlyAdministratorsCreate)
    throw notAuthorized("SignUp is not permitted for this user pool");
  checkPolicy(password, pool.settings.passwordPolicy);
  const given = readAttributes(input.UserAttributes);
  const attributes = attributesOfNewUser(pool, login, given);
  checkWritable(Object.keys(given), client);
  checkRequired(attributes, pool.settings);
  if (findUser(pool, login) !== undefined) throw nameTaken(pool.settings, login);

  const { username, sub } = nameOfNewUser(pool.settings, login);
  const answer = await askPreSignUp(pool, "SignUp", {
    username,
    client,
    userAttributes: attributes,
    validationData: input.ValidationData && readAttributes(input.ValidationData),
    clientMetadata,
  });
  const stored = await storePassword(password, pool.settings.id, username);
  // The handler took its time, and somebody else may have been first.
  if (findUser(pool, login) !== undefined) throw nameTaken(pool.settings, login);
  const address = answer.confirms ? undefined : signUpAddress(pool, attributes);
  const { code, kept } = createCode("sign-up", pool.now());
  const user = addUser(pool, {
    username,
    status: answer.confirms ? "CONFIRMED" : "UNCONFIRMED",
    attributes: {
      ...attributes,
      sub,
      ...(attributes.email !== undefined && { email_verified: String(answer.verifiesEmail) }),
      ...(attributes.phone_number !== undefined && { phone_number_verified: String(answer.verifiesPhone) }),
    },
    password: stored,
    ...(address !== undefined && { codes: { "sign-up": kept } }),
  });
  const result = { UserConfirmed: answer.confirms, UserSub: sub };
  if (answer.confirms) await tellPostConfirmation(pool, "ConfirmSignUp", client, user, clientMetadata);
  if (address === undefined) return result;
  const to = attributes[address] ?? "";
  const message = { occasion: "SignUp", user, client, address, to, code, clientMetadata } as const;
  return { ...result, CodeDeliveryDetails: await sendCode(pool, message) };
});
