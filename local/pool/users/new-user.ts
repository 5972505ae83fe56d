import { invalidParameter } from "../api/errors";
import { NO_FAILURES } from "../passwords/lockout";
import type { Pool } from "../pool";
import { type Attributes, conforming } from "./attributes";
import { NO_MFA, type User } from "./user";
import { putUser } from "./users";

type Beginning = Pick<User, "username" | "status" | "attributes"> &
  Partial<Pick<User, "password" | "passwordExpiresAt" | "codes">>;

/** The one place where users are made: by sign-up, by an administrator, by migration, by federation. */
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

/** In a pool whose people sign in by e-mail, the name that is given is the address. */
export function attributesOfNewUser({ settings }: Pool, login: string, given: Attributes): Attributes {
  if (!login.includes("@")) throw invalidParameter("Username should be an email.");
  if ((given.email ?? login).toLowerCase() !== login.toLowerCase())
    throw invalidParameter("Username and email attribute do not match.");
  return conforming({ ...given, email: given.email ?? login }, settings);
}
