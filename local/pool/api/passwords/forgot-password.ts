import { reveal } from "../../hidden-existence/hidden-existence";
import { MOST_CODES } from "../../messages/limits";
import { hasOwnPassword, sendRecoveryCode } from "../../passwords/recovery";
import { migrate } from "../../sign-in/migration";
import { findUser, requireEnabled } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { notAuthorized } from "../errors";
import { APP_CONTEXT, NAMED_BY_APP } from "../input/members";
import { textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = { ...NAMED_BY_APP, ClientMetadata: textMap, ...APP_CONTEXT };

/** Sends a code to a verified address. If the client hides who exists, an unknown name gets the same answer. */
export const forgotPassword = forApps("ForgotPassword", INPUT, async (pool, input) => {
  const client = requireProvenClient(pool, input);
  const { Username: login, ClientMetadata: clientMetadata } = input;
  if (pool.settings.recovery.includes("admin_only"))
    throw notAuthorized("Contact administrator to reset password.");
  const known = findUser(pool, login);
  pool.limits.count(`forgot-password ${known?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  const attempt = { client, login, password: undefined, validationData: undefined, clientMetadata };
  const found = known ?? (await migrate(pool, attempt));
  const { user, decoy } = reveal("ForgotPassword", pool, client, { login, user: found });
  if (user === undefined) return decoy;
  requireEnabled(user);
  if (!hasOwnPassword(user)) throw notAuthorized("User password cannot be reset in the current state.");
  return { CodeDeliveryDetails: await sendRecoveryCode(pool, user, {}, { client, clientMetadata }) };
});
