import { invalidLambdaResponse } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import type { Round } from "../sign-in/challenge";
import { eventAttributes, type User } from "../users/user";
import { userNotFoundFlag } from "./pre-authentication";
import { readTexts } from "./run-trigger";

/** A sign-in that the triggers decide about, and all that they know of it. */
export interface CustomSignIn {
  readonly client: Client;
  /** The name that was typed at first. */
  readonly login: string;
  /** Undefined if there is no such user and the client hides that. The triggers are told, and the sign-in cannot succeed. */
  readonly user: User | undefined;
  readonly rounds: readonly Round[];
  readonly clientMetadata: Texts | undefined;
  /** The device that the sign-in says it comes from. */
  readonly deviceKey?: string | undefined;
}

/** The next step after the rounds so far: the name of a challenge, tokens or a refusal. */
export async function askDefineAuthChallenge(pool: Pool, signIn: CustomSignIn) {
  const { challengeName, issueTokens, failAuthentication } = await run(pool, signIn, "DefineAuthChallenge", {
    request: { session: signIn.rounds },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  return { challengeName, succeeds: issueTokens === true, fails: failAuthentication === true };
}

export async function askCreateAuthChallenge(pool: Pool, signIn: CustomSignIn) {
  const answer = await run(pool, signIn, "CreateAuthChallenge", {
    request: { challengeName: "CUSTOM_CHALLENGE", session: signIn.rounds },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const challengeMetadata = answer.challengeMetadata ?? undefined;
  if (challengeMetadata !== undefined && typeof challengeMetadata !== "string") throw invalidLambdaResponse();
  return {
    publicChallengeParameters: readTexts(answer.publicChallengeParameters),
    privateChallengeParameters: readTexts(answer.privateChallengeParameters),
    challengeMetadata,
  };
}

export async function askVerifyAuthChallenge(
  pool: Pool,
  signIn: CustomSignIn,
  request: { readonly privateChallengeParameters: Texts; readonly challengeAnswer: string },
): Promise<boolean> {
  const response = { answerCorrect: null };
  const { answerCorrect } = await run(pool, signIn, "VerifyAuthChallengeResponse", { request, response });
  if (typeof answerCorrect !== "boolean") throw invalidLambdaResponse();
  return answerCorrect;
}

/** What the three have in common. */
async function run(
  pool: Pool,
  { client, login, user, clientMetadata }: CustomSignIn,
  trigger: "DefineAuthChallenge" | "CreateAuthChallenge" | "VerifyAuthChallengeResponse",
  { request, response }: { readonly request: object; readonly response: Readonly<Record<string, null>> },
): Promise<Record<string, unknown>> {
  const answer = await pool.runTrigger({
    trigger,
    source: `${trigger}_Authentication`,
    userName: user?.username ?? login,
    clientId: client.id,
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(user),
      ...request,
      clientMetadata,
      userNotFound: userNotFoundFlag(client, user),
    },
    response,
  });
  return answer ?? {};
}
