import { randomUUID } from "node:crypto";
import { invitationDestinations, sendInvitation } from "../../messages/invitation";
import { NO_FAILURES } from "../../passwords/lockout";
import { temporaryPassword, withTemporaryPassword } from "../../passwords/temporary-password";
import type { Pool } from "../../pool";
import { type Attributes, conforming, readAttributes } from "../../users/attributes";
import { NO_MFA, type User } from "../../users/user";
import { findUser, putUser, requireUser, updateUser } from "../../users/users";
import { checkPoolId } from "../calling-client";
import { invalidParameter, unsupportedUserState, usernameExists } from "../errors";
import { ADMINISTERED, ATTRIBUTES, PASSWORD } from "../input/members";
import { flag, type InputOf, list, textMap, word } from "../input/shapes";
import { operation } from "../operation";
import { userShape } from "./user-shape";

const INPUT = {
  ...ADMINISTERED,
  UserAttributes: ATTRIBUTES,
  ValidationData: ATTRIBUTES,
  TemporaryPassword: PASSWORD,
  // An alias can be taken from somebody else; an address that is itself the sign-in name cannot.
  ForceAliasCreation: flag,
  MessageAction: word("RESEND", "SUPPRESS"),
  DesiredDeliveryMediums: list(word("SMS", "EMAIL")),
  ClientMetadata: textMap,
};
type Input = InputOf<typeof INPUT>;

export const adminCreateUser = operation(INPUT, async (pool, input) => {
  checkPoolId(pool, input);
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

/** Somebody invited who has not come yet gets a new password, and the time to use it anew. */
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
  const username = randomUUID();
  const { ValidationData: validationData, ClientMetadata: clientMetadata } = input;
  // What it answers would confirm and verify, which counts for self sign-up only.
  await pool.runTrigger({
    trigger: "PreSignUp",
    source: "PreSignUp_AdminCreateUser",
    userName: username,
    clientId: undefined,
    request: {
      userAttributes: { ...attributes, "cognito:user_status": "FORCE_CHANGE_PASSWORD" },
      validationData: validationData === undefined ? null : readAttributes(validationData),
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const credentials = await withTemporaryPassword(pool, username, password);
  // The handler took its time, and somebody else may have been first.
  requireFree(pool, login);
  const now = pool.now().toISOString();
  return putUser(pool, {
    ...credentials,
    username,
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes: { ...attributes, sub: username },
    codes: {},
    pendingAttributes: {},
    groups: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: undefined,
  });
}

function requireFree(pool: Pool, login: string): void {
  if (findUser(pool, login) !== undefined) throw usernameExists("User account already exists");
}

/** Administrators may set all that the schema knows. What it requires and they leave out, the person adds at the first sign-in. */
function attributesOf(pool: Pool, login: string, input: Input): Attributes {
  if (!login.includes("@")) throw invalidParameter("Username should be an email.");
  const given = readAttributes(input.UserAttributes);
  if ((given.email ?? login).toLowerCase() !== login.toLowerCase())
    throw invalidParameter("Username and email attribute do not match.");
  const attributes = conforming({ ...given, email: given.email ?? login }, pool.settings);
  if (attributes.phone_number_verified === "true" && (attributes.phone_number ?? "") === "")
    throw invalidParameter("phone_number_verified requires a phone_number.");
  return attributes;
}
