import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { updateUser } from "../../users/users";

export const membersOf = (pool: Pool, name: string): User[] =>
  pool.users.values().filter(({ groups }) => groups.includes(name));

export const withoutGroup = (pool: Pool, username: string, name: string): User =>
  updateUser(pool, username, ({ groups }) => ({ groups: groups.filter((group) => group !== name) }));
