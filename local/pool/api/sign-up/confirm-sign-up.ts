import { redeemCode } from "../../messages/redeem-code";
import { findUser } from "../../users/users";
import { checkSecretHash, requireClient } from "../calling-client";
import { codeMismatch, notAuthorized, userNotFound } from "../errors";
import { APP_CONTEXT, CLIENT_ID, CODE, SECRET_HASH, SESSION, USERNAME } from "../input/members";
import { flag, required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { confirmedSignUp, signUpAddress } from "./sign-up";

const INPUT = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
  ConfirmationCode: required(CODE),
  ForceAliasCreation: flag,
  ClientMetadata: textMap,
  Session: SESSION,
  ...APP_CONTEXT,
};

export const confirmSignUp = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { Username: login, ConfirmationCode: typed } = input;
  checkSecretHash(client, login, input.SecretHash);
  const user = findUser(pool, login);
  if (user === undefined) throw client.hidesExistence ? codeMismatch() : userNotFound();
  if (user.status !== "UNCONFIRMED")
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  const confirmed = redeemCode(pool, user, { purpose: "sign-up", typed }, ({ attributes }) => {
    const address = signUpAddress(pool, attributes);
    return {
      status: "CONFIRMED",
      attributes: { ...attributes, ...(address !== undefined && { [`${address}_verified`]: "true" }) },
    };
  });
  await confirmedSignUp(pool, client, confirmed, input.ClientMetadata);
  return {};
});
