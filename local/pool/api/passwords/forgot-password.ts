import { simulateRecovery } from "../../hidden-existence/decoy-code";
import { MOST_CODES } from "../../messages/limits";
import { provenAddress, sendRecoveryCode } from "../../passwords/recovery";
import type { Pool } from "../../pool";
import { migrate } from "../../sign-in/migration";
import type { User } from "../../users/user";
import { findUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { notAuthorized, userNotFound } from "../errors";
import { APP_CONTEXT, CLIENT_ID, SECRET_HASH, USERNAME } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  ClientMetadata: textMap,
  ...APP_CONTEXT,
};

/** Sends a code to a proven address. Where the client hides who exists, nobody is told that there is none. */
export const forgotPassword = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { Username: login, ClientMetadata: clientMetadata } = input;
  checkSecretHash(client, login, input.SecretHash);
  const known = findUser(pool, login);
  pool.limits.count(`forgot-password ${known?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  const attempt = { client, login, password: undefined, validationData: undefined, clientMetadata };
  const user = known ?? (await migrate(pool, attempt));
  if (client.hidesExistence && (user === undefined || !canRecover(pool, user)))
    return { CodeDeliveryDetails: simulateRecovery(pool, login) };
  if (user === undefined) throw userNotFound("Username/client id combination not found.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (!hasOwnPassword(user)) throw notAuthorized("User password cannot be reset in the current state.");
  return { CodeDeliveryDetails: await sendRecoveryCode(pool, user, {}, { client, clientMetadata }) };
});

const canRecover = (pool: Pool, user: User): boolean =>
  user.enabled && hasOwnPassword(user) && provenAddress(pool, user) !== undefined;

/** A temporary password is an administrator's to renew, and a federated person's is kept elsewhere. */
const hasOwnPassword = ({ status }: User): boolean =>
  status !== "FORCE_CHANGE_PASSWORD" && status !== "EXTERNAL_PROVIDER";
