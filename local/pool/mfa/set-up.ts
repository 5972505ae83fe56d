import { CognitoError, invalidParameter, notAuthorized } from "../api/errors";
import type { Pool } from "../pool";
import { readAccessToken } from "../tokens/access-tokens";
import { isUnchanged } from "../tokens/grant";
import type { User } from "../users/user";
import { updateUser, userNamed } from "../users/users";
import { createTotpSecret, findTotpStep } from "./totp";

/** A person who sets up a factor is signed in, or is in the middle of a sign-in. */
type Holder =
  | { readonly kind: "signed-in"; readonly user: User }
  | { readonly kind: "signing-in"; readonly session: string };

interface Proofs {
  readonly AccessToken: string | undefined;
  readonly Session: string | undefined;
}

export function readHolder(pool: Pool, { AccessToken: token, Session: session }: Proofs): Holder {
  if (token !== undefined && session === undefined)
    return { kind: "signed-in", user: readAccessToken(pool, token).user };
  if (token === undefined && session !== undefined) return { kind: "signing-in", session };
  throw invalidParameter("Only one of AccessToken or Session must be provided.");
}

/** Hands out a secret. It counts only after its first code has been entered. */
export function associate(pool: Pool, holder: Holder) {
  if (!pool.settings.mfaKinds.includes("SOFTWARE_TOKEN_MFA"))
    throw softwareTokenNotFound("Software token MFA has not been enabled by the userPool");
  const secret = createTotpSecret();
  if (holder.kind === "signed-in") {
    keepPending(pool, holder.user.username, secret);
    return { SecretCode: secret };
  }
  const challenge = takeSession(pool, holder.session);
  keepPending(pool, challenge.username, secret);
  return { SecretCode: secret, Session: pool.sessions.open(challenge) };
}

export function verify(pool: Pool, holder: Holder, typed: string) {
  if (holder.kind === "signed-in") {
    if (!proves(pool, holder.user.username, typed)) throw enableFailed();
    return { Status: "SUCCESS" };
  }
  const challenge = takeSession(pool, holder.session);
  if (!proves(pool, challenge.username, typed)) {
    pool.sessions.keepAfterWrongCode(holder.session, challenge);
    throw enableFailed();
  }
  const session = pool.sessions.open({ ...challenge, wrongCodes: 0, isSetUp: true });
  return { Status: "SUCCESS", Session: session };
}

/** A new password or a sign-out meanwhile ends the sign-in, and with it the set-up. */
function takeSession(pool: Pool, session: string) {
  const challenge = pool.sessions.take(session, { name: "MFA_SETUP" }, pool.now());
  const user = userNamed(pool, challenge.username);
  if (user === undefined || !isUnchanged(challenge.proven, user))
    throw notAuthorized("Invalid session for the user.");
  return challenge;
}

const keepPending = (pool: Pool, username: string, pendingTotpSecret: string) =>
  updateUser(pool, username, ({ mfa }) => ({ mfa: { ...mfa, pendingTotpSecret } }));

/** The first right code makes the pending secret the person's own. The code counts as used. */
function proves(pool: Pool, username: string, typed: string): boolean {
  const pending = userNamed(pool, username)?.mfa.pendingTotpSecret;
  if (pending === undefined) throw softwareTokenNotFound("Software Token MFA does not exist for the user.");
  const step = findTotpStep(pending, typed, pool.now());
  if (step === undefined) return false;
  updateUser(pool, username, ({ mfa }) => ({
    mfa: { ...mfa, totpSecret: pending, pendingTotpSecret: undefined, lastTotpStep: step },
  }));
  return true;
}

const softwareTokenNotFound = (message: string) =>
  new CognitoError("SoftwareTokenMFANotFoundException", message);

const enableFailed = () =>
  new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
