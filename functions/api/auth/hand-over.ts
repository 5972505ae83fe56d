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

/** Ways in that a stranger may have set up on this stage, and that outlast a password and a session. */
interface Strangers {
  readonly passkeys: Passkeys | undefined;
  readonly remembersDevices: boolean;
}

/**
 * Gives a newly confirmed account to the person who typed the code. A stranger may have signed up with that person's
 * address, knows the password of the sign-up, and may be signing in at this moment. So the password is replaced and
 * every session is ended. After a pause they are ended once more, to catch a sign-in that was under way. What such a
 * session has changed is changed back; passkeys are left to `removePasskeys`. Answers whether a second factor had
 * been set up.
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
 * Removes passkeys that a stranger's session has made: they outlast every password. Cognito lists passkeys only for
 * their owner, so this signs in as the new owner. If a second factor is mandatory and none had been set up, nobody
 * has had a session in which to make a passkey.
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
