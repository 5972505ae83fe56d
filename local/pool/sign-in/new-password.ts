import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { askChallenge } from "./ask-challenge";
import type { Progress } from "./second-factor";

/** A user whom an administrator created chooses a password before the first tokens. */
export function askNewPassword(
  pool: Pool,
  client: Client,
  { username, password, attributes }: User,
  { source: from, deviceKey }: Pick<Progress, "source" | "deviceKey">,
) {
  const { sub: _, ...known } = attributes;
  const missing = pool.settings.schema
    .filter(({ name, required }) => required && name !== "sub" && known[name] === undefined)
    .map(({ name }) => `userAttributes.${name}`);
  const source = from === "Authentication" ? "NewPasswordChallenge" : from;
  const provenSalt = password?.salt;
  const challenge = { name: "NEW_PASSWORD_REQUIRED", username, source, deviceKey, provenSalt } as const;
  return askChallenge(pool, client, challenge, {
    USER_ID_FOR_SRP: username,
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(known),
  });
}
