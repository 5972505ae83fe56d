import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import type { Challenge } from "./challenge";

/** All but what follows from the client. */
type Details<Of extends Challenge> = Of extends Challenge ? Omit<Of, "clientId" | "expiresAt"> : never;

/** The session of a challenge, open for as long as the client allows. */
export const openChallenge = (pool: Pool, client: Client, challenge: Details<Challenge>): string =>
  pool.sessions.open({
    ...challenge,
    clientId: client.id,
    expiresAt: pool.now().getTime() + client.sessionSeconds * 1_000,
  });

export const askChallenge = (
  pool: Pool,
  client: Client,
  challenge: Details<Challenge>,
  parameters: Texts,
) => ({
  ChallengeName: challenge.name === "EMAIL_MFA" ? "EMAIL_OTP" : challenge.name,
  Session: openChallenge(pool, client, challenge),
  ChallengeParameters: parameters,
});
