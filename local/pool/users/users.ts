import { notAuthorized, userNotFound } from "../api/errors";
import type { Pool } from "../pool";
import type { User } from "./user";

/** What people are found by besides their user name. An address that only a provider vouches for is no sign-in name. */
export const loginsOf = ({ status, attributes: { email, sub } }: User): string[] =>
  [status === "EXTERNAL_PROVIDER" ? undefined : email, sub]
    .filter((login) => login !== undefined)
    .map((login) => login.toLowerCase());

export const userNamed = (pool: Pick<Pool, "users">, username: string): User | undefined =>
  pool.users.get(username.toLowerCase());

/** By user name, `sub` or e-mail address, in any case. */
export function findUser(pool: Pick<Pool, "users">, login: string): User | undefined {
  const wanted = login.toLowerCase();
  return pool.users.get(wanted) ?? pool.users.findAll(wanted)[0];
}

export function requireUser(pool: Pick<Pool, "users">, login: string): User {
  const user = findUser(pool, login);
  if (user === undefined) throw userNotFound();
  return user;
}

export function requireEnabled({ enabled }: User): void {
  if (!enabled) throw notAuthorized("User is disabled.");
}

/** Writes what changes of a user as they are now, not as they were when somebody read them. */
export function updateUser(pool: Pool, username: string, change: (user: User) => Partial<User>): User {
  const user = userNamed(pool, username);
  if (user === undefined) throw userNotFound();
  return putUser(pool, { ...user, ...change(user), modifiedAt: pool.now().toISOString() });
}

export const putUser = (pool: Pick<Pool, "users">, user: User): User =>
  pool.users.put(user.username.toLowerCase(), user);

/** Removes the sign-ins along with the user. */
export function removeUser(pool: Pick<Pool, "users" | "refreshTokens">, username: string): void {
  for (const [id] of pool.refreshTokens.findEntries(username)) pool.refreshTokens.delete(id);
  pool.users.delete(username.toLowerCase());
}
