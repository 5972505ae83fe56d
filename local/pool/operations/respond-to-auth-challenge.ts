import { invalidParameter } from "../errors";
import type { Client, Pool } from "../pool";
import { checkSecretHash, type Input, optionalText, requireClient, requireText, textMap } from "../request";
import type { ChallengeAnswer } from "./challenges/challenge-answer";
import { answerCustomChallenge } from "./challenges/custom-challenge";
import { answerMfaSetup } from "./challenges/mfa-setup";
import { answerNewPasswordRequired } from "./challenges/new-password-required";
import { answerPasswordVerifier } from "./challenges/password-verifier";
import { answerSelectMfaType } from "./challenges/select-mfa-type";
import { answerSmsMfa } from "./challenges/sms-mfa";
import { answerSoftwareTokenMfa } from "./challenges/software-token-mfa";

type Respond = (pool: Pool, answer: ChallengeAnswer) => Promise<object>;

/** The challenges of Cognito's that can be answered here. */
const CHALLENGES: ReadonlyMap<string, Respond> = new Map<string, Respond>([
  ["CUSTOM_CHALLENGE", answerCustomChallenge],
  ["MFA_SETUP", answerMfaSetup],
  ["NEW_PASSWORD_REQUIRED", answerNewPasswordRequired],
  ["PASSWORD_VERIFIER", answerPasswordVerifier],
  ["SELECT_MFA_TYPE", answerSelectMfaType],
  ["SMS_MFA", answerSmsMfa],
  ["SOFTWARE_TOKEN_MFA", answerSoftwareTokenMfa],
]);

export const respondToAuthChallenge = (pool: Pool, input: Input) =>
  answerChallenge(pool, requireClient(pool, input), input);

/** The same for an app and for an administrator. */
export async function answerChallenge(pool: Pool, client: Client, input: Input) {
  const name = requireText(input, "ChallengeName");
  const session = optionalText(input, "Session");
  const responses = textMap(input, "ChallengeResponses") ?? {};
  const clientMetadata = textMap(input, "ClientMetadata");
  const respond = CHALLENGES.get(name);
  if (respond === undefined) throw invalidParameter(`Challenge ${name} is not supported.`);
  const login = responses.USERNAME;
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, responses.SECRET_HASH);
  return respond(pool, { client, session, login, responses, clientMetadata });
}
