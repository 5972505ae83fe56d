import type { Pool } from "../../pool";
import { type Choosing, takeChosen } from "../choosing";
import { migrate } from "../migration";
import { goBy } from "../user-auth";
import { type ChallengeAnswer, requireResponse } from "./challenge-answer";

type Name = "SELECT_CHALLENGE" | "PASSWORD" | "PASSWORD_SRP";

/** The way that somebody has chosen, or the password that such a choice has asked for. */
export async function answerSelectChallenge(pool: Pool, name: Name, answer: ChallengeAnswer) {
  const chosen = name === "SELECT_CHALLENGE" ? requireResponse(answer, "ANSWER") : name;
  if (name === "PASSWORD") requireResponse(answer, "PASSWORD");
  if (name === "PASSWORD_SRP") requireResponse(answer, "SRP_A");
  const { choosing } = takeChosen(pool, name, answer);
  const { PASSWORD: password } = answer.responses;
  const user = chosen === "PASSWORD" ? await migrateIfUnknown(pool, choosing, password) : choosing.user;
  return goBy(pool, { ...choosing, user }, chosen, answer.responses);
}

/** A password for an unknown user asks the migration here too. AWS does not document whether Cognito does. */
async function migrateIfUnknown(pool: Pool, choosing: Choosing, password: string | undefined) {
  const { client, login, user, clientMetadata } = choosing;
  if (user !== undefined || password === undefined) return user;
  return migrate(pool, { client, login, password, validationData: undefined, clientMetadata });
}
