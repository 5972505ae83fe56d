import { administeredUser } from "../administered-user";
import { NO_FAILURES } from "../lockout";
import { checkPolicy, storePassword } from "../passwords";
import type { Pool } from "../pool";
import { type Input, optionalFlag, requirePassword } from "../request";
import { withTemporaryPassword } from "../temporary-password";
import { updateUser } from "../users";

/** Sign-ins of before last: who wants them ended signs the person out. */
export async function adminSetUserPassword(pool: Pool, input: Input) {
  const { username } = administeredUser(pool, input);
  const password = requirePassword(input, "Password");
  checkPolicy(password, pool.settings.passwordPolicy);
  const credentials =
    optionalFlag(input, "Permanent") === true
      ? {
          status: "CONFIRMED" as const,
          password: await storePassword(password, pool.settings.id, username),
          passwordExpiresAt: undefined,
        }
      : await withTemporaryPassword(pool, username, password);
  updateUser(pool, username, () => ({ ...credentials, failures: NO_FAILURES }));
  return {};
}
