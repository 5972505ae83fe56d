import { readLogin } from "../api/calling-client";
import {
  CognitoError,
  invalidLambdaResponse,
  notAuthorized,
  notSimulated,
  passwordResetRequired,
  userNotConfirmed,
} from "../api/errors";
import { decoyUser } from "../hidden-existence/decoy-user";
import { reveal } from "../hidden-existence/hidden-existence";
import type { Pool } from "../pool";
import {
  askCreateAuthChallenge,
  askDefineAuthChallenge,
  type CustomSignIn,
} from "../triggers/custom-challenges";
import { findUser, requireEnabled, userNamed } from "../users/users";
import { askChallenge } from "./ask-challenge";
import { askNewPassword } from "./new-password";
import { admit, complete, type Start } from "./sign-in";
import { askPasswordVerifier, readClientKey } from "./srp-proof";

const CHALLENGE = "CUSTOM_CHALLENGE";
const SRP = "SRP_A";
const NEEDED = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"] as const;

/**
 * Starts with no challenge answered yet, or with SRP. Pre authentication runs only with SRP. The metadata of
 * InitiateAuth reaches none of the three triggers.
 */
export async function startCustomAuth(pool: Pool, { client, parameters, validationData }: Start) {
  const login = readLogin(client, parameters);
  const { CHALLENGE_NAME: first } = parameters;
  if (first !== undefined && first !== SRP)
    throw notSimulated(`Custom authentication that begins with ${first}`);
  if (!NEEDED.every((trigger) => pool.settings.triggers[trigger] !== undefined))
    throw new CognitoError(
      "InvalidUserPoolConfigurationException",
      "Custom auth lambda trigger is not configured for the user pool.",
    );
  const signIn = { client, login, rounds: [], clientMetadata: undefined, deviceKey: parameters.DEVICE_KEY };
  if (first === SRP) {
    const clientKey = readClientKey(parameters);
    const user = await admit(pool, { client, login, validationData }, undefined);
    return nextRound(
      pool,
      { ...signIn, user, rounds: [{ challengeName: SRP, challengeResult: true }] },
      clientKey,
    );
  }
  const { user } = reveal("InitiateAuth", pool, client, { login, user: findUser(pool, login) });
  if (user !== undefined) requireEnabled(user);
  return nextRound(pool, { ...signIn, user });
}

/**
 * Asks what follows: tokens, a refusal, the password, or another challenge.
 * @param clientKey what SRP began with, until the triggers have asked for the password
 */
export async function nextRound(pool: Pool, signIn: CustomSignIn, clientKey?: string): Promise<object> {
  const { challengeName, succeeds, fails } = await askDefineAuthChallenge(pool, signIn);
  if (fails) throw notAuthorized();
  if (succeeds) return finish(pool, signIn);
  const { client, login, user, rounds, deviceKey } = signIn;
  if (challengeName === "PASSWORD_VERIFIER" && clientKey !== undefined)
    return askPasswordVerifier(pool, client, signIn, { clientKey, deviceKey, custom: { login, rounds } });
  if (challengeName !== CHALLENGE) throw invalidLambdaResponse();
  const { publicChallengeParameters, ...kept } = await askCreateAuthChallenge(pool, signIn);
  const username = user?.username ?? decoyUser(pool, login).username;
  return askChallenge(
    pool,
    client,
    { name: CHALLENGE, username, login, rounds, deviceKey, ...kept },
    { ...publicChallengeParameters, USERNAME: username },
  );
}

/** The triggers' proof is enough: no second factor follows. */
async function finish(pool: Pool, { client, user, clientMetadata, deviceKey }: CustomSignIn) {
  const present = user && userNamed(pool, user.username);
  if (present === undefined || present.status === "EXTERNAL_PROVIDER") throw notAuthorized();
  requireEnabled(present);
  if (present.status === "UNCONFIRMED") throw userNotConfirmed();
  if (present.status === "RESET_REQUIRED") throw passwordResetRequired();
  if (present.status === "FORCE_CHANGE_PASSWORD")
    return askNewPassword(pool, client, present, { source: "Authentication", deviceKey });
  return complete(pool, client, present, {
    source: "Authentication",
    clientMetadata,
    deviceKey,
    tellsNoDevice: true,
  });
}
