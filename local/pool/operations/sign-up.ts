import { randomUUID } from "node:crypto";
import { checkRequired, checkSchema, checkWritable, readAttributes } from "../attributes";
import { createCode } from "../codes";
import { invalidParameter, notAuthorized, usernameExists } from "../errors";
import { NO_FAILURES } from "../lockout";
import { codeDelivery, sendCode } from "../messages";
import { checkPolicy, storePassword } from "../passwords";
import type { Client, Pool } from "../pool";
import {
  checkSecretHash,
  type Input,
  optionalText,
  requireClient,
  requirePassword,
  requireText,
  textMap,
} from "../request";
import { eventAttributes, NO_MFA, type User } from "../user";
import { findUser, putUser } from "../users";

export async function signUp(pool: Pool, input: Input) {
  const client = requireClient(pool, input);
  const login = requireText(input, "Username", 128);
  checkSecretHash(client, login, optionalText(input, "SecretHash"));
  if (pool.settings.onlyAdministratorsCreate)
    throw notAuthorized("SignUp is not permitted for this user pool");
  const password = requirePassword(input, "Password");
  checkPolicy(password, pool.settings.passwordPolicy);
  const attributes = attributesOf(pool, client, login, input);
  const clientMetadata = textMap(input, "ClientMetadata");
  if (findUser(pool, login) !== undefined) throw usernameExists();

  const username = randomUUID();
  const answer = await pool.runTrigger({
    trigger: "PreSignUp",
    source: "PreSignUp_SignUp",
    userName: username,
    clientId: client.id,
    request: {
      userAttributes: attributes,
      validationData: input.ValidationData == null ? null : readAttributes(input.ValidationData),
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const stored = await storePassword(password, pool.settings.id, username);
  // The handler took its time, and somebody else may have been first.
  if (findUser(pool, login) !== undefined) throw usernameExists();
  const confirmed = answer?.autoConfirmUser === true;
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
    codes: confirmed ? {} : { "sign-up": kept },
    pendingAttributes: {},
    groups: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: undefined,
  });
  const result = { UserConfirmed: confirmed, UserSub: username };
  if (confirmed) {
    await confirmedSignUp(pool, client, user, clientMetadata);
    return result;
  }
  const to = user.attributes.email ?? "";
  await sendCode(pool, { occasion: "SignUp", user, client, medium: "EMAIL", to, code, clientMetadata });
  return { ...result, CodeDeliveryDetails: codeDelivery("email", to) };
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
function attributesOf(pool: Pool, client: Client, login: string, input: Input) {
  if (!login.includes("@")) throw invalidParameter("Username should be an email.");
  const given = readAttributes(input.UserAttributes);
  if ((given.email ?? login).toLowerCase() !== login.toLowerCase())
    throw invalidParameter("Username and email attribute do not match.");
  const attributes = { ...given, email: given.email ?? login };
  checkSchema(attributes, pool.settings);
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
