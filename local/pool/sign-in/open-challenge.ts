import type { Client, Pool } from "../pool";

/** The session of a challenge, open for as long as the client allows. */
export const openChallenge = (
  pool: Pool,
  client: Client,
  challenge: { name: string; username: string; secret: Readonly<Record<string, unknown>> },
): string =>
  pool.sessions.open({
    ...challenge,
    clientId: client.id,
    expiresAt: pool.now().getTime() + client.sessionSeconds * 1_000,
  });
