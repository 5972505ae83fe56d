import { invitationDestinations, sendInvitation } from "../../messages/invitation";
import { temporaryPassword, withTemporaryPassword } from "../../passwords/credentials";
import type { Pool } from "../../pool";
import { askPreSignUp } from "../../triggers/pre-sign-up";
import { type Attributes, readAttributes } from "../../users/attributes";
import { addUser, attributesOfNewUser } from "../../users/new-user";
import { requireOwnNames, takeNames } from "../../users/own-names";
import { nameOfNewUser } from "../../users/sign-in-names";
import type { User } from "../../users/user";
import { findUser, requireUser, updateUser } from "../../users/users";
import { invalidParameter, unsupportedUserState, usernameExists } from "../errors";
import { ADMINISTERED, ATTRIBUTES, PASSWORD } from "../input/members";
import { flag, type InputOf, list, textMap, word } from "../input/shapes";
import { forAdministrators } from "../operation";
import { userShape } from "./user-shape";

const INPUT = {
  ...ADMINISTERED,
  UserAttributes: ATTRIBUTES,
  ValidationData: ATTRIBUTES,
  TemporaryPassword: PASSWORD,
  // Takes an alias from its present owner. An address that serves as the user name cannot be taken.
  ForceAliasCreation: flag,
  MessageAction: word("RESEND", "SUPPRESS"),
  DesiredDeliveryMediums: list(word("SMS", "EMAIL")),
  ClientMetadata: textMap,
};
type Input = InputOf<typeof INPUT>;

export const adminCreateUser = forAdministrators("AdminCreateUser", INPUT, async (pool, input) => {
  const { Username: login, MessageAction: action } = input;
  const password = temporaryPassword(input.TemporaryPassword, pool.settings.passwordPolicy);
  if (action === "RESEND") {
    invitationDestinations(requireInvited(pool, login).attributes, input);
    const user = await renew(pool, login, password);
    await sendInvitation(pool, user, password, input);
    return { User: userShape(user) };
  }
  const attributes = attributesOf(pool, login, input);
  if (action !== "SUPPRESS") invitationDestinations(attributes, input);
  const user = await create(pool, login, password, attributes, input);
  if (action !== "SUPPRESS") await sendInvitation(pool, user, password, input);
  return { User: userShape(user) };
});

/** Gives an invited person who has not signed in yet a new password, and a new period for using it. */
async function renew(pool: Pool, login: string, password: string): Promise<User> {
  const { username } = requireInvited(pool, login);
  const credentials = await withTemporaryPassword(pool, username, password);
  requireInvited(pool, username);
  return updateUser(pool, username, () => credentials);
}

function requireInvited(pool: Pool, login: string): User {
  const user = requireUser(pool, login);
  if (user.status !== "FORCE_CHANGE_PASSWORD")
    throw unsupportedUserState(`Resend not possible. ${login} status is not FORCE_CHANGE_PASSWORD`);
  return user;
}

async function create(pool: Pool, login: string, password: string, attributes: Attributes, input: Input) {
  requireFree(pool, login);
  const { username, sub } = nameOfNewUser(pool.settings, login);
  const { ValidationData: validationData, ClientMetadata: clientMetadata } = input;
  await askPreSignUp(pool, "AdminCreateUser", {
    username,
    client: undefined,
    userAttributes: { ...attributes, "cognito:user_status": "FORCE_CHANGE_PASSWORD" },
    validationData: validationData && readAttributes(validationData),
    clientMetadata,
  });
  const credentials = await withTemporaryPassword(pool, username, password);
  // While the trigger ran, another request may have taken the name.
  requireFree(pool, login);
  if (input.ForceAliasCreation) takeNames(pool, username, aliasesOf(pool, attributes));
  else requireOwnNames(pool, username, aliasesOf(pool, attributes));
  return addUser(pool, { ...credentials, username, attributes: { ...attributes, sub } });
}

/** The attributes that may become aliases of the new user. */
const aliasesOf = ({ settings }: Pool, attributes: Attributes): Attributes =>
  settings.usernameAttributes.length > 0 ? {} : attributes;

function requireFree(pool: Pool, login: string): void {
  if (findUser(pool, login) !== undefined) throw usernameExists("User account already exists");
}

/**
 * Administrators may set every attribute of the schema. The first sign-in asks for required attributes that are
 * missing.
 */
function attributesOf(pool: Pool, login: string, input: Input): Attributes {
  const attributes = attributesOfNewUser(pool, login, readAttributes(input.UserAttributes));
  if (attributes.phone_number_verified === "true" && (attributes.phone_number ?? "") === "")
    throw invalidParameter("phone_number_verified requires a phone_number.");
  return attributes;
}
