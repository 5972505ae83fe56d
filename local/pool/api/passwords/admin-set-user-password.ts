import { ownPassword, withTemporaryPassword } from "../../passwords/credentials";
import { NO_FAILURES } from "../../passwords/lockout";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import { requireUser, updateUser } from "../../users/users";
import { ADMINISTERED, PASSWORD } from "../input/members";
import { flag, required } from "../input/shapes";
import { forAdministrators } from "../operation";

/** Refresh tokens stay valid. An administrator who wants to end the sessions signs the person out as well. */
export const adminSetUserPassword = forAdministrators(
  "AdminSetUserPassword",
  { ...ADMINISTERED, Password: required(PASSWORD), Permanent: flag },
  async (pool, input) => {
    const { username } = requireUser(pool, input.Username);
    const { Password: password, Permanent: isPermanent } = input;
    checkPolicy(password, pool.settings.passwordPolicy);
    const credentials = isPermanent
      ? ownPassword(await storePassword(password, pool.settings.id, username))
      : await withTemporaryPassword(pool, username, password);
    updateUser(pool, username, () => ({ ...credentials, failures: NO_FAILURES }));
    return {};
  },
);
