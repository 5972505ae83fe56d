import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { askChallenge } from "./ask-challenge";

/** A user whom an administrator created chooses a password before the first tokens. */
export function askNewPassword(pool: Pool, client: Client, { username, password, attributes }: User) {
  const { sub: _, ...known } = attributes;
  const missing = pool.settings.schema
    .filter(({ name, required }) => required && name !== "sub" && known[name] === undefined)
    .map(({ name }) => `userAttributes.${name}`);
  const challenge = { name: "NEW_PASSWORD_REQUIRED", username, provenSalt: password?.salt } as const;
  return askChallenge(pool, client, challenge, {
    USER_ID_FOR_SRP: username,
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(known),
  });
}
