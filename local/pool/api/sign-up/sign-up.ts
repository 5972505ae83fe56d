import { randomUUID } from "node:crypto";
import { createCode } from "../../messages/codes";
import { codeDelivery, sendCode } from "../../messages/messages";
import { NO_FAILURES } from "../../passwords/lockout";
import { checkPolicy, storePassword } from "../../passwords/stored-password";
import type { Client, Pool } from "../../pool";
import type { Address } from "../../users/attribute-changes";
import {
  type Attributes,
  checkRequired,
  checkWritable,
  conforming,
  readAttributes,
} from "../../users/attributes";
import { eventAttributes, NO_MFA, type User } from "../../users/user";
import { findUser, putUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { invalidParameter, notAuthorized, usernameExists } from "../errors";
import { APP_CONTEXT, ATTRIBUTES, CLIENT_ID, PASSWORD, SECRET_HASH, USERNAME } from "../input/members";
import { type InputOf, required, textMap } from "../input/shapes";
import { operation } from "../operation";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  // Only people who sign in without one can leave it out.
  Password: required(PASSWORD),
  UserAttributes: ATTRIBUTES,
  ValidationData: ATTRIBUTES,
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

export const signUp = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { Username: login, Password: password, ClientMetadata: clientMetadata } = input;
  checkSecretHash(client, login, input.SecretHash);
  if (pool.settings.onlyAdministratorsCreate)
    throw notAuthorized("SignUp is not permitted for this user pool");
  checkPolicy(password, pool.settings.passwordPolicy);
  const attributes = attributesOf(pool, client, login, input);
  if (findUser(pool, login) !== undefined) throw usernameExists();

  const username = randomUUID();
  const answer = await pool.runTrigger({
    trigger: "PreSignUp",
    source: "PreSignUp_SignUp",
    userName: username,
    clientId: client.id,
    request: {
      userAttributes: attributes,
      validationData: input.ValidationData === undefined ? null : readAttributes(input.ValidationData),
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const stored = await storePassword(password, pool.settings.id, username);
  // The handler took its time, and somebody else may have been first.
  if (findUser(pool, login) !== undefined) throw usernameExists();
  const confirmed = answer?.autoConfirmUser === true;
  const address = confirmed ? undefined : signUpAddress(pool, attributes);
  const { code, kept } = createCode("sign-up", pool.now());
  const now = pool.now().toISOString();
  const user = putUser(pool, {
    username,
    status: confirmed ? "CONFIRMED" : "UNCONFIRMED",
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes: { ...attributes, sub: username, ...verified(answer, attributes) },
    password: stored,
    passwordExpiresAt: undefined,
    codes: address === undefined ? {} : { "sign-up": kept },
    pendingAttributes: {},
    groups: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: undefined,
  });
  const result = { UserConfirmed: confirmed, UserSub: username };
  if (confirmed) await confirmedSignUp(pool, client, user, clientMetadata);
  if (address === undefined) return result;
  const to = attributes[address] ?? "";
  const medium = address === "email" ? "EMAIL" : "SMS";
  await sendCode(pool, { occasion: "SignUp", user, client, medium, to, code, clientMetadata });
  return { ...result, CodeDeliveryDetails: codeDelivery(address, to) };
});

/** Where the code of a sign-up goes: to an address of a kind that the pool verifies, a telephone first. */
export function signUpAddress({ settings }: Pool, attributes: Attributes): Address | undefined {
  return (["phone_number", "email"] as const).find(
    (name) => settings.autoVerified.includes(name) && (attributes[name] ?? "") !== "",
  );
}

/** Runs after the person is confirmed: an error here reaches the caller and confirms nobody less. */
export async function confirmedSignUp(
  pool: Pool,
  client: Client | undefined,
  user: User,
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  await pool.runTrigger({
    trigger: "PostConfirmation",
    source: "PostConfirmation_ConfirmSignUp",
    userName: user.username,
    clientId: client?.id,
    request: {
      userAttributes: eventAttributes(user),
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: {},
  });
}

/** In a pool whose people sign in by e-mail, the name that is given is the address. */
function attributesOf(pool: Pool, client: Client, login: string, input: InputOf<typeof INPUT>) {
  if (!login.includes("@")) throw invalidParameter("Username should be an email.");
  const given = readAttributes(input.UserAttributes);
  if ((given.email ?? login).toLowerCase() !== login.toLowerCase())
    throw invalidParameter("Username and email attribute do not match.");
  const attributes = conforming({ ...given, email: given.email ?? login }, pool.settings);
  checkWritable(Object.keys(given), client);
  checkRequired(attributes, pool.settings);
  return attributes;
}

const verified = (
  answer: Record<string, unknown> | undefined,
  attributes: Readonly<Record<string, string>>,
) => ({
  email_verified: String(answer?.autoVerifyEmail === true),
  ...(attributes.phone_number !== undefined && {
    phone_number_verified: String(answer?.autoVerifyPhone === true),
  }),
});
