import { reveal } from "../../hidden-existence/hidden-existence";
import { redeemCode } from "../../messages/redeem-code";
import type { Client, Pool } from "../../pool";
import { openChallenge } from "../../sign-in/ask-challenge";
import { tellPostConfirmation } from "../../triggers/post-confirmation";
import { signUpAddress } from "../../users/addresses";
import { requireOwnNames, takeNames } from "../../users/own-names";
import type { User } from "../../users/user";
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
  const isSigningIn = hasSignedUp(pool, client, confirmed, input.Session);
  await tellPostConfirmation(pool, "ConfirmSignUp", client, confirmed, input.ClientMetadata);
  if (!isSigningIn) return {};
  return { Session: openChallenge(pool, client, { name: "SIGN_UP_CONFIRMED", username: user.username }) };
});

/** Whether this is the one who has signed up a moment ago, and goes on to sign in. A session that is over hinders nobody. */
function hasSignedUp(pool: Pool, client: Client, user: User, session: string | undefined): boolean {
  if (session === undefined) return false;
  try {
    const expected = { name: "SIGNED_UP", clientId: client.id } as const;
    return pool.sessions.take(session, expected, pool.now()).username === user.username;
  } catch {
    return false;
  }
}
