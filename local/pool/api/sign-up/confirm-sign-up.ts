import { reveal } from "../../hidden-existence/hidden-existence";
import { redeemCode } from "../../messages/redeem-code";
import type { Client, Pool } from "../../pool";
import { openChallenge } from "../../sign-in/ask-challenge";
import { allowsFlow } from "../../sign-in/auth-flows";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { signUpAddress } from "../../users/addresses";
import { requireOwnNames, takeNames } from "../../users/own-names";
import { findUser } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { notAuthorized } from "../errors";
import { APP_CONTEXT, CODE, NAMED_BY_APP, SESSION } from "../input/members";
import { flag, required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  ...NAMED_BY_APP,
  ConfirmationCode: required(CODE),
  ForceAliasCreation: flag,
  ClientMetadata: textMap,
  // The session in the answer of SignUp. It is not needed, because the code is proof enough.
  Session: SESSION,
  ...APP_CONTEXT,
};

export const confirmSignUp = forApps("ConfirmSignUp", INPUT, async (pool, input) => {
  const client = requireProvenClient(pool, input);
  const { Username: login, ConfirmationCode: typed } = input;
  const { user, decoy } = reveal("ConfirmSignUp", pool, client, { login, user: findUser(pool, login) });
  if (user === undefined) return decoy;
  if (user.status !== "UNCONFIRMED")
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  const confirmed = redeemCode(pool, user, { purpose: "sign-up", typed }, ({ attributes }) => {
    const address = signUpAddress(pool, attributes);
    const proven = address === undefined ? {} : { [`${address}_verified`]: "true" };
    if (input.ForceAliasCreation) takeNames(pool, user.username, proven);
    else requireOwnNames(pool, user.username, proven);
    return { status: "CONFIRMED", attributes: { ...attributes, ...proven } };
  });
  await tellPostConfirmation(pool, "ConfirmSignUp", client, confirmed, input.ClientMetadata);
  if (!comesInByCodes(pool, client)) return {};
  return { Session: openChallenge(pool, client, { name: "SIGN_UP_CONFIRMED", username: user.username }) };
});

/** If people can sign in by a code, the confirmed code begins a sign-in, so that they need no second code. */
const comesInByCodes = ({ settings: { firstFactors } }: Pool, client: Client): boolean =>
  allowsFlow(client, "ALLOW_USER_AUTH") &&
  (firstFactors.includes("EMAIL_OTP") || firstFactors.includes("SMS_OTP"));
