import { aliasExists, invalidLambdaResponse } from "../api/errors";
import { reveal } from "../hidden-existence/hidden-existence";
import { storePassword } from "../passwords/stored-password";
import type { Pool } from "../pool";
import { askPreSignUp } from "../triggers/pre-sign-up";
import { askUserMigration, type MigrationAttempt } from "../triggers/user-migration";
import { conforming } from "../users/attributes";
import { addUser } from "../users/new-user";
import { addressGivenAsName, nameOfNewUser } from "../users/sign-in-names";
import type { User } from "../users/user";
import { findUser } from "../users/users";

/** Asks the migration for a user whom the pool does not know. An answer without attributes means that there is none. */
export async function migrate(pool: Pool, attempt: MigrationAttempt): Promise<User | undefined> {
  const { client, login, password } = attempt;
  const answer = await askUserMigration(pool, attempt);
  if (answer === undefined) return undefined;
  if (answer.attributes === undefined)
    return reveal("UserMigration", pool, client, { login, user: undefined }).user;
  const attributes = conforming(answer.attributes, pool.settings);
  const address = addressGivenAsName(pool.settings, login);
  if (address !== undefined && (attributes[address] ?? login).toLowerCase() !== login.toLowerCase())
    throw invalidLambdaResponse();
  const { username, sub } = nameOfNewUser(pool.settings, login);
  await askPreSignUp(pool, "AdminCreateUser", { username, client, userAttributes: attributes });
  const stored =
    answer.isConfirmed && password !== undefined
      ? await storePassword(password, pool.settings.id, username)
      : undefined;
  // Somebody else may have been first while the triggers ran.
  if (findUser(pool, login) !== undefined) throw aliasExists(address ?? "username");
  return addUser(pool, {
    username,
    status: answer.isConfirmed ? "CONFIRMED" : "RESET_REQUIRED",
    attributes: { ...attributes, ...(address !== undefined && { [address]: login }), sub },
    password: stored,
  });
}
