import { readLogin } from "../api/calling-client";
import { invalidParameter, notAuthorized, notSimulated, userNotConfirmed } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { WAYS, type Way, waysOf, waysOfPool } from "../mfa/first-factors";
import type { Client, Pool } from "../pool";
import { askChallenge } from "./ask-challenge";
import { type Choosing, usernameOf } from "./choosing";
import { askPasskey } from "./passkey-challenge";
import { admit, afterNewPassword, checkAdmitted, type SignIn, type Start } from "./sign-in";
import { sendSignInCode } from "./sign-in-code";
import { askPasswordVerifier, readClientKey } from "./srp-proof";

const STEP_UP = ["ACCESS_TOKEN", "TARGET_ACR_VALUES", "MAX_AGE"];

/**
 * The flow USER_AUTH, in which people choose how they sign in. The metadata of InitiateAuth reaches pre authentication and, with a
 * password, the migration.
 */
export async function startUserAuth(
  pool: Pool,
  { client, parameters, validationData, session }: Start & { readonly session: string | undefined },
) {
  const login = readLogin(client, parameters);
  const { PREFERRED_CHALLENGE: preferred, PASSWORD: password, DEVICE_KEY: deviceKey } = parameters;
  const stepUp = STEP_UP.find((name) => parameters[name] !== undefined);
  if (stepUp !== undefined) throw notSimulated(`${stepUp} in the flow USER_AUTH`);
  if (preferred !== undefined && !isWay(preferred)) throw invalidParameter("Invalid PREFERRED_CHALLENGE");
  const isConfirmed = session !== undefined && takeSignUp(pool, client, session);
  const sent = preferred === "PASSWORD" && isAllowed(pool, preferred) ? password : undefined;
  const user = await admit(pool, { client, login, validationData }, sent);
  const progress = { source: "Authentication", clientMetadata: undefined, deviceKey } as const;
  if (isConfirmed !== false) {
    // The code that has confirmed the sign-up is the first factor.
    if (user === undefined || user.username !== isConfirmed.username || user.status !== "CONFIRMED")
      throw notAuthorized("Invalid session for the user.");
    return afterNewPassword(pool, client, user, progress);
  }
  return goBy(pool, { client, login, user, ...progress }, preferred, parameters);
}

/** The same on the pages, on which the way has been chosen already. */
export async function startBy(pool: Pool, signIn: SignIn, way: string) {
  const user = await admit(pool, signIn, undefined);
  const { client, login } = signIn;
  return goBy(pool, { client, login, user, source: "HostedAuth", clientMetadata: undefined }, way, {});
}

const takeSignUp = (pool: Pool, client: Client, session: string) =>
  pool.sessions.take(session, { name: "SIGN_UP_CONFIRMED", clientId: client.id }, pool.now());

const isWay = (name: string): name is Way => WAYS.some((way) => way === name);
const isAllowed = ({ settings }: Pool, way: Way): boolean => waysOfPool(settings).includes(way);

/** Continues with the chosen way. If it is not available, the answer offers those that are. */
export async function goBy(
  pool: Pool,
  choosing: Choosing,
  chosen: string | undefined,
  given: Texts,
): Promise<object> {
  const { client, login, user, deviceKey } = choosing;
  if (chosen === undefined || !isWay(chosen) || !offeredTo(pool, choosing).includes(chosen))
    return offer(pool, choosing);
  switch (chosen) {
    case "PASSWORD":
      if (given.PASSWORD === undefined) return ask(pool, choosing, chosen);
      return checkAdmitted(pool, client, user, given.PASSWORD, choosing);
    case "PASSWORD_SRP":
      if (given.SRP_A === undefined) return ask(pool, choosing, chosen);
      return askPasswordVerifier(
        pool,
        client,
        { login, user },
        { clientKey: readClientKey(given), deviceKey, custom: undefined },
      );
    case "EMAIL_OTP":
    case "SMS_OTP":
      return sendSignInCode(pool, choosing, chosen);
    case "WEB_AUTHN":
      return askPasskey(pool, choosing);
  }
}

/**
 * If the client hides who exists, everybody is offered every way of the pool: the ways of a particular user would reveal that the
 * user exists.
 */
function offeredTo({ settings }: Pool, { client, user }: Choosing): readonly Way[] {
  if (client.hidesExistence || user === undefined) return waysOfPool(settings);
  if (user.status === "UNCONFIRMED") throw userNotConfirmed();
  return waysOf(settings, user);
}

const offer = (pool: Pool, choosing: Choosing) => ({
  ...ask(pool, choosing, "SELECT_CHALLENGE"),
  AvailableChallenges: offeredTo(pool, choosing),
});

function ask(pool: Pool, choosing: Choosing, name: "SELECT_CHALLENGE" | "PASSWORD" | "PASSWORD_SRP") {
  const { client, login, source, deviceKey } = choosing;
  const username = usernameOf(pool, choosing);
  return askChallenge(pool, client, { name, username, login, source, deviceKey }, {});
}
