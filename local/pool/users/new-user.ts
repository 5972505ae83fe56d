import { invalidParameter } from "../api/errors";
import { NO_FAILURES } from "../passwords/lockout";
import type { Pool } from "../pool";
import type { SignInNames } from "../settings";
import { type Attributes, conforming } from "./attributes";
import { addressGivenAsName } from "./sign-in-names";
import { NO_MFA, type User } from "./user";
import { putUser } from "./users";

type Beginning = Pick<User, "username" | "status" | "attributes"> &
  Partial<Pick<User, "password" | "passwordExpiresAt" | "codes">>;

/** The only place where users are made: by sign-up, an administrator, migration or federation. */
export function addUser(pool: Pool, beginning: Beginning): User {
  const now = pool.now().toISOString();
  return putUser(pool, {
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordExpiresAt: undefined,
    codes: {},
    pendingAttributes: {},
    groups: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: undefined,
    ...beginning,
  });
}

const PHONE_NUMBER = /^\+[0-9]+$/;
const isPhoneNumber = (login: string): boolean => PHONE_NUMBER.test(login);
const isEmail = (login: string): boolean => login.includes("@");

/** If people sign in with an address, the given name is that address. */
export function attributesOfNewUser({ settings }: Pool, login: string, given: Attributes): Attributes {
  checkForm(settings, login);
  const address = addressGivenAsName(settings, login);
  if (address === undefined) return conforming(given, settings);
  const value = given[address] ?? login;
  if (value.toLowerCase() !== login.toLowerCase())
    throw invalidParameter(`Username and ${address} attribute do not match.`);
  return conforming({ ...given, [address]: value }, settings);
}

const SHOULD_BE: Readonly<Record<string, string>> = {
  email: "an email",
  phone_number: "a phone number",
  "email,phone_number": "either an email or a phone number",
};

/**
 * If people sign in with an address, the name has to be one. If an address can be an alias, the user name must not
 * look like one.
 */
function checkForm({ usernameAttributes, aliasAttributes }: SignInNames, login: string): void {
  const isOf = { email: isEmail(login), phone_number: isPhoneNumber(login) };
  if (usernameAttributes.length > 0 && !usernameAttributes.some((name) => isOf[name]))
    throw invalidParameter(`Username should be ${SHOULD_BE[[...usernameAttributes].sort().join()]}.`);
  for (const [name, words] of [
    ["email", "email"],
    ["phone_number", "phone number"],
  ] as const)
    if (aliasAttributes.includes(name) && isOf[name])
      throw invalidParameter(
        `Username cannot be of ${words} format, since user pool is configured for ${words} alias.`,
      );
}
