import { NO_FAILURES } from "../../passwords/lockout";
import { checkPolicy, storePassword } from "../../passwords/stored-password";
import { withTemporaryPassword } from "../../passwords/temporary-password";
import { updateUser } from "../../users/users";
import { ADMINISTERED, PASSWORD } from "../input/members";
import { flag, required } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";

/** Sign-ins of before last: who wants them ended signs the person out. */
export const adminSetUserPassword = operation(
  { ...ADMINISTERED, Password: required(PASSWORD), Permanent: flag },
  async (pool, input) => {
    const { username } = administeredUser(pool, input);
    const { Password: password, Permanent: isPermanent } = input;
    checkPolicy(password, pool.settings.passwordPolicy);
    const credentials = isPermanent
      ? {
          status: "CONFIRMED" as const,
          password: await storePassword(password, pool.settings.id, username),
          passwordExpiresAt: undefined,
        }
      : await withTemporaryPassword(pool, username, password);
    updateUser(pool, username, () => ({ ...credentials, failures: NO_FAILURES }));
    return {};
  },
);
