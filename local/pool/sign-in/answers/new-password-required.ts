import { invalidParameter, notAuthorized } from "../../api/errors";
import { ownPassword } from "../../passwords/credentials";
import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import type { Client, Pool } from "../../pool";
import { type Attributes, checkWritable, conforming } from "../../users/attributes";
import { requireOwnNames } from "../../users/own-names";
import type { User } from "../../users/user";
import { updateUser } from "../../users/users";
import { afterNewPassword } from "../sign-in";
import { type ChallengeAnswer, progressOf, takeChallenge } from "./challenge-answer";

const ATTRIBUTE = /^userAttributes\.(.+)$/;

/** Choosing a password confirms a user whom an administrator created; post confirmation never runs for them. */
export async function answerNewPasswordRequired(pool: Pool, answer: ChallengeAnswer) {
  const { client, session, responses } = answer;
  const { challenge, user } = takeChallenge(pool, "NEW_PASSWORD_REQUIRED", answer);
  if (challenge.provenSalt !== user.password?.salt) throw notAuthorized("Invalid session for the user.");
  const given = attributesOf(responses);
  const password = responses.NEW_PASSWORD;
  let attributes: Attributes;
  try {
    if (password === undefined) throw invalidParameter("Missing required parameter NEW_PASSWORD");
    checkPolicy(password, pool.settings.passwordPolicy);
    attributes = conforming(given, pool.settings);
    checkAttributes(pool, client, user, attributes);
  } catch (error) {
    // What does not conform may be corrected without signing in again.
    pool.sessions.keep(session, challenge);
    throw error;
  }
  const stored = await storePassword(password, pool.settings.id, user.username);
  const confirmed = updateUser(pool, user.username, (present) => {
    if (present.password?.salt !== challenge.provenSalt) throw notAuthorized("Invalid session for the user.");
    return {
      ...ownPassword(stored),
      attributes: { ...present.attributes, ...attributes },
    };
  });
  return afterNewPassword(pool, client, confirmed, progressOf(challenge, answer));
}

const attributesOf = (responses: ChallengeAnswer["responses"]): Attributes =>
  Object.fromEntries(
    Object.entries(responses).flatMap(([key, value]) => {
      const [, name] = ATTRIBUTE.exec(key) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );

/** The required ones that are still missing have to come along; one that is there already stays as it is. */
function checkAttributes(pool: Pool, client: Client, user: User, attributes: Attributes): void {
  checkWritable(Object.keys(attributes), client);
  for (const { name, required, mutable } of pool.settings.schema) {
    const known = user.attributes[name] ?? "";
    if ((required || !mutable) && known !== "" && attributes[name] !== undefined)
      throw notAuthorized(`Cannot modify an already provided ${name}`);
    if (required && name !== "sub" && known === "" && (attributes[name] ?? "") === "")
      throw invalidParameter(`Invalid attributes given, ${name} is missing`);
  }
  requireOwnNames(pool, user.username, attributes);
}
