import { setTimeout } from "node:timers/promises";
import type { PoolUsers } from "../../../shared/aws/pool-users";

export type HandOverUsers = Pick<
  PoolUsers,
  "find" | "setPassword" | "signOut" | "removeSecondFactor" | "setProvenAddress"
>;

/**
 * Gives an account that was just confirmed to whoever has typed the code. Whoever signed up may be a stranger who knows the
 * password of the sign-up and signs in at this very moment. So the password is replaced and every session ended, and once more
 * after a pause, for a sign-in that was under way. What such a session has changed in between is changed back.
 */
export async function handOver(
  users: HandOverUsers,
  { username, email, password }: { username: string; email: string; password: string },
  pauseMs: number,
  signal: AbortSignal,
): Promise<void> {
  await users.setPassword(username, password, signal);
  await users.signOut(username, signal);
  await setTimeout(pauseMs, undefined, { signal });
  await users.signOut(username, signal);
  const user = await users.find(username, signal);
  if (user?.hasSecondFactor) await users.removeSecondFactor(username, signal);
  if (user?.attributes.email?.toLowerCase() !== email.toLowerCase())
    await users.setProvenAddress(username, email, signal);
}
