import { setTimeout } from "node:timers/promises";
import type { AppClient } from "../../../shared/aws/app-client";
import type { PoolUsers } from "../../../shared/aws/pool-users";
import type { Passkeys } from "../../../shared/passwordless";
import { FaultError } from "../../../shared/runtime/errors";

export type HandOverUsers = Pick<
  PoolUsers,
  "find" | "setPassword" | "signOut" | "removeSecondFactors" | "forgetDevices" | "setProvenAddress"
>;

interface NewOwner {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** What a stranger may have left on this stage that outlasts a password and a session. */
interface Strangers {
  readonly passkeys: Passkeys | undefined;
  readonly remembersDevices: boolean;
}

/**
 * Gives an account that was just confirmed to whoever has typed the code. Whoever signed up may be a stranger who knows the
 * password of the sign-up and signs in at this very moment. So the password is replaced and every session ended, and once more
 * after a pause, for a sign-in that was under way. What such a session has changed in between is changed back; only
 * `removePasskeys` can tell of passkeys. Answers whether a second factor had been set up.
 */
export async function handOver(
  users: HandOverUsers,
  { username, email, password }: NewOwner,
  { pauseMs, passkeys, remembersDevices, signal }: Strangers & { pauseMs: number; signal: AbortSignal },
): Promise<{ readonly hadSecondFactor: boolean }> {
  await users.setPassword(username, password, signal);
  await users.signOut(username, signal);
  await setTimeout(pauseMs, undefined, { signal });
  await users.signOut(username, signal);
  if (remembersDevices) await users.forgetDevices(username, signal);
  const user = await users.find(username, signal);
  const { secondFactors = [] } = user ?? {};
  const hadSecondFactor = secondFactors.length > 0;
  if (hadSecondFactor) {
    const factors = passkeys?.countAsBoth ? [...secondFactors, "WEB_AUTHN"] : secondFactors;
    await users.removeSecondFactors(username, factors, signal);
  }
  if (user?.attributes.email?.toLowerCase() !== email.toLowerCase())
    await users.setProvenAddress(username, email, signal);
  return { hadSecondFactor };
}

/**
 * Removes the passkeys of a stranger's session, which outlast every password. Cognito shows them to their owner alone, so this
 * signs in as the new owner. Where a second factor has to be set up first, and nobody has done so, nobody has had a session in
 * which to make a passkey.
 */
export async function removePasskeys(
  pool: Pick<AppClient, "signIn" | "removePasskeys">,
  users: Pick<HandOverUsers, "signOut">,
  { username, password }: NewOwner,
  { hadSecondFactor, signal }: { hadSecondFactor: boolean; signal: AbortSignal },
): Promise<void> {
  const signedIn = await pool.signIn(username, password, { signal, userAgent: undefined });
  if (signedIn.ChallengeName === "MFA_SETUP" && !hadSecondFactor) return;
  const { AccessToken } = signedIn.AuthenticationResult ?? {};
  if (AccessToken === undefined) throw new FaultError("Cognito asks for more than the password");
  await pool.removePasskeys(AccessToken, { signal });
  await users.signOut(username, signal);
}
