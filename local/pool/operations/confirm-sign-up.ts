import { codeMismatch, notAuthorized, userNotFound } from "../errors";
import type { Pool } from "../pool";
import { redeemCode } from "../redeem-code";
import { checkSecretHash, type Input, optionalText, requireClient, requireText, textMap } from "../request";
import { findUser } from "../users";
import { confirmedSignUp } from "./sign-up";

export async function confirmSignUp(pool: Pool, input: Input) {
  const client = requireClient(pool, input);
  const login = requireText(input, "Username", 128);
  checkSecretHash(client, login, optionalText(input, "SecretHash"));
  const typed = requireText(input, "ConfirmationCode");
  const user = findUser(pool, login);
  if (user === undefined) throw client.hidesExistence ? codeMismatch() : userNotFound();
  if (user.status !== "UNCONFIRMED")
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  const confirmed = redeemCode(pool, user, { purpose: "sign-up", typed }, ({ attributes }) => ({
    status: "CONFIRMED",
    attributes: { ...attributes, email_verified: "true" },
  }));
  await confirmedSignUp(pool, client, confirmed, textMap(input, "ClientMetadata"));
  return {};
}
