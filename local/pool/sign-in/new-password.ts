import type { Client, Pool } from "../pool";
import type { User } from "../users/user";

/** Whoever an administrator created chooses a password of their own before the first tokens. */
export function newPasswordChallenge(pool: Pool, client: Client, user: User) {
  const { sub: _, ...known } = user.attributes;
  const missing = pool.settings.schema
    .filter(({ name, required }) => required && name !== "sub" && known[name] === undefined)
    .map(({ name }) => `userAttributes.${name}`);
  return {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: pool.sessions.open({
      name: "NEW_PASSWORD_REQUIRED",
      username: user.username,
      clientId: client.id,
      expiresAt: pool.now().getTime() + client.sessionSeconds * 1_000,
      secret: { provenSalt: user.password?.salt },
    }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(known),
    },
  };
}
