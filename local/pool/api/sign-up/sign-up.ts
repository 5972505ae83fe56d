import { createCode } from "../../messages/codes";
import { sendCode } from "../../messages/messages";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import type { Client, Pool } from "../../pool";
import { openChallenge } from "../../sign-in/ask-challenge";
import { allowsFlow } from "../../sign-in/auth-flows";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { askPreSignUp } from "../../triggers/pre-sign-up";
import { signUpAddress } from "../../users/addresses";
import { type Attributes, checkRequired, checkWritable, readAttributes } from "../../users/attributes";
import { addUser, attributesOfNewUser } from "../../users/new-user";
import { nameOfNewUser, nameTaken } from "../../users/sign-in-names";
import { findUser } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { invalidParameter, notAuthorized } from "../errors";
import { APP_CONTEXT, ATTRIBUTES, NAMED_BY_APP, PASSWORD } from "../input/members";
import { textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  ...NAMED_BY_APP,
  // People who can sign in without a password may leave it out.
  Password: PASSWORD,
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
  if (password !== undefined) checkPolicy(password, pool.settings.passwordPolicy);
  const given = readAttributes(input.UserAttributes);
  const attributes = attributesOfNewUser(pool, login, given);
  checkWritable(Object.keys(given), client);
  checkRequired(attributes, pool.settings);
  if (password === undefined) requireOtherWay(pool, client, attributes);
  if (findUser(pool, login) !== undefined) throw nameTaken(pool.settings, login);

  const { username, sub } = nameOfNewUser(pool.settings, login);
  const answer = await askPreSignUp(pool, "SignUp", {
    username,
    client,
    userAttributes: attributes,
    validationData: input.ValidationData && readAttributes(input.ValidationData),
    clientMetadata,
  });
  const stored =
    password === undefined ? undefined : await storePassword(password, pool.settings.id, username);
  // While the trigger ran, another request may have taken the name.
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
  const result = {
    UserConfirmed: answer.confirms,
    UserSub: sub,
    // Clients may send it along when they confirm the sign-up.
    ...(!answer.confirms &&
      allowsFlow(client, "ALLOW_USER_AUTH") && {
        Session: openChallenge(pool, client, { name: "SIGNED_UP", username }),
      }),
  };
  if (answer.confirms) await tellPostConfirmation(pool, "ConfirmSignUp", client, user, clientMetadata);
  if (address === undefined) return result;
  const to = attributes[address] ?? "";
  const message = { occasion: "SignUp", user, client, address, to, code, clientMetadata } as const;
  return { ...result, CodeDeliveryDetails: await sendCode(pool, message) };
});

/** Without a password, a person needs an address that the pool verifies and sends sign-in codes to. */
function requireOtherWay({ settings }: Pool, client: Client, attributes: Attributes): void {
  const ways = { EMAIL_OTP: "email", SMS_OTP: "phone_number" } as const;
  const hasWay = (["EMAIL_OTP", "SMS_OTP"] as const).some(
    (way) =>
      settings.firstFactors.includes(way) &&
      settings.autoVerified.includes(ways[way]) &&
      (attributes[ways[way]] ?? "") !== "",
  );
  if (!hasWay || !allowsFlow(client, "ALLOW_USER_AUTH"))
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    );
}
