import { createCode } from "../codes";
import { invalidParameter, notAuthorized, userNotFound } from "../errors";
import { MOST_CODES } from "../limits";
import { codeDelivery, sendCode } from "../messages";
import type { Pool } from "../pool";
import { checkSecretHash, type Input, optionalText, requireClient, requireText, textMap } from "../request";
import { simulateDelivery } from "../simulated-recovery";
import { findUser, updateUser } from "../users";

export async function resendConfirmationCode(pool: Pool, input: Input) {
  const client = requireClient(pool, input);
  const login = requireText(input, "Username", 128);
  checkSecretHash(client, login, optionalText(input, "SecretHash"));
  const clientMetadata = textMap(input, "ClientMetadata");
  const user = findUser(pool, login);
  pool.limits.count(`sign-up ${user?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  if (user === undefined || !user.enabled) {
    if (client.hidesExistence) return { CodeDeliveryDetails: simulateDelivery(pool, login) };
    if (user === undefined) throw userNotFound("Username/client id combination not found.");
    throw notAuthorized("User is disabled.");
  }
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  const { code, kept } = createCode("sign-up", pool.now());
  const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, "sign-up": kept } }));
  const to = asked.attributes.email ?? "";
  await sendCode(pool, {
    occasion: "ResendCode",
    user: asked,
    client,
    medium: "EMAIL",
    to,
    code,
    clientMetadata,
  });
  return { CodeDeliveryDetails: codeDelivery("email", to) };
}
