import { checkSecretHash } from "../api/calling-client";
import {
  CognitoError,
  invalidLambdaResponse,
  invalidParameter,
  notAuthorized,
  notSimulated,
  passwordResetRequired,
  userNotConfirmed,
  userNotFound,
} from "../api/errors";
import { invent } from "../hidden-existence/decoy-user";
import type { Client, Pool } from "../pool";
import type { TriggerName } from "../triggers/call";
import { eventAttributes, type User } from "../users/user";
import { findUser } from "../users/users";
import { complete, receive } from "./authentication";
import { newPasswordChallenge } from "./new-password";
import { openChallenge } from "./open-challenge";
import { challengePassword, readClientKey } from "./srp-sign-in";

type Texts = Readonly<Record<string, string>>;

/** One challenge that is over, as the triggers are told of it. */
export interface Round {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string;
}

/** A sign-in that the triggers decide about, and all that they know of it. */
export interface CustomSignIn {
  readonly client: Client;
  /** What was typed at first. */
  readonly login: string;
  /** Nobody, where the client hides it; the triggers are told, and the sign-in cannot succeed. */
  readonly user: User | undefined;
  readonly rounds: readonly Round[];
  readonly clientMetadata: Texts | undefined;
  /** What SRP began with, until the triggers have asked for the password. */
  readonly clientKey?: string;
}

/** Kept between the challenge and its answer. */
export type OpenRound = {
  readonly login: string;
  readonly rounds: readonly Round[];
  readonly privateChallengeParameters: Texts;
  readonly challengeMetadata: string | undefined;
};

const CHALLENGE = "CUSTOM_CHALLENGE";
const SRP = "SRP_A";
const NEEDED: readonly TriggerName[] = [
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
];

/**
 * Starts with no challenge behind it, or with SRP, and then only pre authentication runs first. What is sent along with InitiateAuth
 * reaches none of the three triggers.
 */
export async function startCustomAuth(
  pool: Pool,
  client: Client,
  parameters: Texts,
  validationData: Texts | undefined,
) {
  const { USERNAME: login, CHALLENGE_NAME: first, SECRET_HASH: secretHash } = parameters;
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, secretHash);
  if (first !== undefined && first !== SRP)
    throw notSimulated(`Custom authentication that begins with ${first}`);
  if (!NEEDED.every((trigger) => pool.settings.triggers[trigger] !== undefined))
    throw new CognitoError(
      "InvalidUserPoolConfigurationException",
      "Custom auth lambda trigger is not configured for the user pool.",
    );
  if (first === SRP) {
    const clientKey = readClientKey(parameters);
    const user = await receive(pool, { client, login, validationData }, undefined);
    const rounds = [{ challengeName: SRP, challengeResult: true }];
    return nextRound(pool, { client, login, user, rounds, clientMetadata: undefined, clientKey });
  }
  const user = findUser(pool, login);
  if (user === undefined && !client.hidesExistence) throw userNotFound();
  if (user !== undefined && !user.enabled) throw notAuthorized("User is disabled.");
  return nextRound(pool, { client, login, user, rounds: [], clientMetadata: undefined });
}

/** Asks what follows: tokens, a refusal, the password if the client has begun with SRP, or another challenge. */
export async function nextRound(pool: Pool, signIn: CustomSignIn): Promise<object> {
  const decision = await runChallengeTrigger(pool, signIn, {
    trigger: "DefineAuthChallenge",
    request: { session: signIn.rounds },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (decision.failAuthentication === true) throw notAuthorized();
  if (decision.issueTokens === true) return finish(pool, signIn);
  const { client, login, rounds, clientKey } = signIn;
  if (decision.challengeName === "PASSWORD_VERIFIER" && clientKey !== undefined)
    return challengePassword(pool, client, signIn, { clientKey, custom: { login, rounds } });
  if (decision.challengeName !== CHALLENGE) throw invalidLambdaResponse();
  return challenge(pool, signIn);
}

async function finish(pool: Pool, { client, user, clientMetadata }: CustomSignIn) {
  const present = user && pool.users.get(user.username.toLowerCase());
  if (present === undefined || present.status === "EXTERNAL_PROVIDER") throw notAuthorized();
  if (!present.enabled) throw notAuthorized("User is disabled.");
  if (present.status === "UNCONFIRMED") throw userNotConfirmed();
  if (present.status === "RESET_REQUIRED") throw passwordResetRequired();
  if (present.status === "FORCE_CHANGE_PASSWORD") return newPasswordChallenge(pool, client, present);
  return complete(pool, client, present, { source: "TokenGeneration_Authentication", clientMetadata });
}

async function challenge(pool: Pool, signIn: CustomSignIn) {
  const { client, login, rounds } = signIn;
  const created = await runChallengeTrigger(pool, signIn, {
    trigger: "CreateAuthChallenge",
    request: { challengeName: CHALLENGE, session: rounds },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const { challengeMetadata } = created;
  if (challengeMetadata !== undefined && challengeMetadata !== null && typeof challengeMetadata !== "string")
    throw invalidLambdaResponse();
  const username = signIn.user?.username ?? invent(pool, login).username;
  const secret: OpenRound = {
    login,
    rounds,
    privateChallengeParameters: texts(created.privateChallengeParameters),
    challengeMetadata: challengeMetadata ?? undefined,
  };
  return {
    ChallengeName: CHALLENGE,
    Session: openChallenge(pool, client, { name: CHALLENGE, username, secret }),
    ChallengeParameters: { ...texts(created.publicChallengeParameters), USERNAME: username },
  };
}

interface ChallengeCall {
  readonly trigger: "DefineAuthChallenge" | "CreateAuthChallenge" | "VerifyAuthChallengeResponse";
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

/** What the three triggers have in common. */
export async function runChallengeTrigger(
  pool: Pool,
  { client, login, user, clientMetadata }: CustomSignIn,
  { trigger, request, response }: ChallengeCall,
): Promise<Record<string, unknown>> {
  const answer = await pool.runTrigger({
    trigger,
    source: `${trigger}_Authentication`,
    userName: user?.username ?? login,
    clientId: client.id,
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(user),
      ...request,
      ...(clientMetadata !== undefined && { clientMetadata }),
      ...(client.hidesExistence && { userNotFound: user === undefined }),
    },
    response,
  });
  return answer ?? {};
}

function texts(value: unknown): Texts {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw invalidLambdaResponse();
  if (!Object.values(value).every((entry) => typeof entry === "string")) throw invalidLambdaResponse();
  return value as Texts;
}
