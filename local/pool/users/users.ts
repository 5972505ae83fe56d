import { notAuthorized, userNotFound } from "../api/errors";
import type { Pool } from "../pool";
import { normalName } from "./sign-in-names";
import type { User } from "./user";

type People = Pick<Pool, "users" | "settings">;

export const userNamed = ({ users, settings }: People, username: string): User | undefined =>
  users.get(normalName(settings, username));

/** Finds a user by the user name, the `sub` or another sign-in name. */
export function findUser({ users, settings }: People, login: string): User | undefined {
  const wanted = normalName(settings, login);
  return users.get(wanted) ?? users.findAll(wanted)[0];
}

export function requireUser(pool: People, login: string): User {
  const user = findUser(pool, login);
  if (user === undefined) throw userNotFound();
  return user;
}

export function requireEnabled({ enabled }: User): void {
  if (!enabled) throw notAuthorized("User is disabled.");
}

/** Changes a user. The change applies to the user as they are now, not as they were when the caller read them. */
export function updateUser(pool: Pool, username: string, change: (user: User) => Partial<User>): User {
  const user = userNamed(pool, username);
  if (user === undefined) throw userNotFound();
  return putUser(pool, { ...user, ...change(user), modifiedAt: pool.now().toISOString() });
}

export const putUser = ({ users, settings }: People, user: User): User =>
  users.put(normalName(settings, user.username), user);

/** Removes the user and their refresh tokens. */
export function removeUser(pool: People & Pick<Pool, "refreshTokens">, username: string): void {
  for (const [id] of pool.refreshTokens.findEntries(username)) pool.refreshTokens.delete(id);
  pool.users.delete(normalName(pool.settings, username));
}
