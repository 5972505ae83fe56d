import { randomUUID } from "node:crypto";
import { notAuthorized, passwordResetRequired, userNotConfirmed, userNotFound } from "../api/errors";
import { afterFailure, NO_FAILURES, refuseWhileLocked } from "../passwords/lockout";
import { isPassword } from "../passwords/stored-password";
import type { Client, Pool } from "../pool";
import { type Grant, issueTokens } from "../tokens/issue";
import { createRefreshToken } from "../tokens/refresh-tokens";
import { tokenSeconds } from "../tokens/token-validity";
import { eventAttributes, type User } from "../users/user";
import { findUser, requireUser, updateUser } from "../users/users";
import { migrate } from "./migration";

type Metadata = Readonly<Record<string, string>> | undefined;

export interface SignIn {
  readonly client: Client;
  readonly login: string;
  /** ClientMetadata of InitiateAuth, which reaches the triggers under another name. */
  readonly validationData: Metadata;
}

const SELF_SERVICE = "aws.cognito.signin.user.admin";

/** Finds the person, asks the migration for somebody unknown, and pre authentication in either case, before any password. */
export async function admit(pool: Pool, signIn: SignIn, password: string | undefined): Promise<User> {
  const user = await receive(pool, signIn, password);
  if (user === undefined) throw notAuthorized();
  return user;
}

/** As `admit`, but somebody unknown whom the client hides is nobody: some flows refuse them only at their end. */
export async function receive(
  pool: Pool,
  signIn: SignIn,
  password: string | undefined,
): Promise<User | undefined> {
  const { client, login, validationData } = signIn;
  const known = findUser(pool, login);
  const user =
    known ??
    (password === undefined
      ? undefined
      : await migrate(pool, { client, login, password, validationData, clientMetadata: undefined }));
  if (user === undefined && !client.hidesExistence) throw userNotFound();
  if (user !== undefined && !user.enabled) throw notAuthorized("User is disabled.");
  await askPreAuthentication(pool, client, { login, user, validationData });
  // The handler took its time, and people change meanwhile.
  return user === undefined ? undefined : pool.users.get(user.username.toLowerCase());
}

export async function askPreAuthentication(
  pool: Pool,
  client: Client,
  { login, user, validationData }: Pick<SignIn, "login" | "validationData"> & { user: User | undefined },
): Promise<void> {
  await pool.runTrigger({
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    userName: user?.username ?? login,
    clientId: client.id,
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(user),
      validationData: validationData ?? null,
      ...(client.hidesExistence && { userNotFound: user === undefined }),
    },
    response: {},
  });
}

export const checkPassword = (pool: Pool, user: User, password: string): Promise<User> =>
  checkProof(pool, user, () => isPassword(password, user.password));

/** A proof of the password, the lock after too many wrong ones, and the states in which a right one does not help. */
export async function checkProof(
  pool: Pool,
  user: User,
  isRight: () => boolean | Promise<boolean>,
): Promise<User> {
  refuseWhileLocked(user.failures, pool.now());
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  const expired = user.passwordExpiresAt !== undefined && pool.now().toISOString() >= user.passwordExpiresAt;
  if (!(await isRight())) {
    updateUser(pool, user.username, ({ failures }) => ({ failures: afterFailure(failures, pool.now()) }));
    throw notAuthorized();
  }
  if (expired) throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  if (user.status === "UNCONFIRMED") throw userNotConfirmed();
  return user.failures.count === 0
    ? user
    : updateUser(pool, user.username, () => ({ failures: NO_FAILURES }));
}

/** The last steps of every sign-in through the API: post authentication, then the tokens. */
export async function complete(
  pool: Pool,
  client: Client,
  user: User,
  { source, clientMetadata }: { source: string; clientMetadata: Metadata },
) {
  await tellPostAuthentication(pool, client, user, clientMetadata);
  return grantTokens(pool, client, user.username, { source, clientMetadata, scopes: [SELF_SERVICE] });
}

export async function tellPostAuthentication(
  pool: Pool,
  client: Client,
  user: User,
  clientMetadata: Metadata,
): Promise<void> {
  await pool.runTrigger({
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    userName: user.username,
    clientId: client.id,
    request: {
      userAttributes: eventAttributes(user),
      newDeviceUsed: false,
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: {},
  });
}

/** The tokens of a sign-in that has come through, for the person as they are now. */
export async function grantTokens(
  pool: Pool,
  client: Client,
  username: string,
  grant: Omit<Grant, "authTime" | "originJti">,
) {
  const current = requireUser(pool, username);
  if (!current.enabled) throw notAuthorized("User is disabled.");
  const now = pool.now();
  const authTime = Math.floor(now.getTime() / 1_000);
  const originJti = randomUUID();
  const { scopes } = grant;
  const tokens = await issueTokens(pool, client, current, { ...grant, authTime, originJti });
  const refreshToken = createRefreshToken(pool.refreshTokens, {
    username: current.username,
    clientId: client.id,
    expiresAt: new Date(now.getTime() + tokenSeconds(client, "RefreshToken") * 1_000).toISOString(),
    authTime,
    originJti,
    scopes,
    replacedUntil: undefined,
  });
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: tokens.accessToken,
      ExpiresIn: tokens.expiresIn,
      TokenType: "Bearer",
      RefreshToken: refreshToken,
      IdToken: tokens.idToken,
    },
  };
}
