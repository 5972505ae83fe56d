import { readLogin } from "../api/calling-client";
import { invalidParameter, notAuthorized } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { type Device, deviceOf, isRemembered, newDevice } from "../devices/device";
import { reveal } from "../hidden-existence/hidden-existence";
import { decideSecondFactor } from "../mfa/factors";
import type { Client, Pool } from "../pool";
import { SELF_SERVICE } from "../tokens/access-tokens";
import { grantTokens } from "../tokens/grant";
import { tellPostAuthentication } from "../triggers/post-authentication";
import { askPreAuthentication } from "../triggers/pre-authentication";
import type { User } from "../users/user";
import { findUser, requireEnabled, userNamed } from "../users/users";
import { askDevice } from "./device-proof";
import { migrate } from "./migration";
import { askNewPassword } from "./new-password";
import { checkPassword } from "./proof";
import { askSecondFactor, type Progress } from "./second-factor";

/** How a client starts a sign-in by any flow. */
export interface Start {
  readonly client: Client;
  readonly parameters: Texts;
  /** ClientMetadata of InitiateAuth, which reaches the triggers under another name. */
  readonly validationData: Texts | undefined;
}

export interface SignIn extends Omit<Start, "parameters"> {
  /** What was typed. */
  readonly login: string;
}

/**
 * A sign-in, in the order of its steps: find or migrate the user, pre authentication, proof, new password, second
 * factor, post authentication, tokens. SRP (`srp-proof.ts`) and custom authentication (`custom-auth.ts`) differ in the
 * proof. A step may refuse, or ask a challenge: the answer (`answers/`) goes on with the next step.
 */
export async function signInWithPassword(pool: Pool, { client, parameters, validationData }: Start) {
  const login = readLogin(client, parameters);
  const { PASSWORD: password } = parameters;
  if (password === undefined) throw invalidParameter("Missing required parameter PASSWORD");
  const progress = { source: "Authentication", deviceKey: parameters.DEVICE_KEY } as const;
  return provePassword(pool, { client, login, validationData }, password, progress);
}

/** The same for an app that has sent the password and for the page on which it was typed. */
export async function provePassword(
  pool: Pool,
  signIn: SignIn,
  password: string,
  from: Pick<Progress, "source" | "deviceKey">,
) {
  const user = await admit(pool, signIn, password);
  return checkAdmitted(pool, signIn.client, user, password, { ...from, clientMetadata: undefined });
}

/** @param user undefined if there is no such user, which is hidden: then any password is wrong */
export async function checkAdmitted(
  pool: Pool,
  client: Client,
  user: User | undefined,
  password: string,
  progress: Progress,
) {
  if (user === undefined) throw notAuthorized();
  return afterProof(pool, client, await checkPassword(pool, user, password), progress);
}

/** Finds or migrates the user, then asks pre authentication. Undefined if there is none, which is hidden until the end. */
export async function admit(
  pool: Pool,
  signIn: SignIn,
  password: string | undefined,
): Promise<User | undefined> {
  const { client, login } = signIn;
  const attempt = { ...signIn, password, clientMetadata: undefined };
  const found = findUser(pool, login) ?? (password === undefined ? undefined : await migrate(pool, attempt));
  const { user } = reveal("InitiateAuth", pool, client, { login, user: found });
  if (user !== undefined) requireEnabled(user);
  await askPreAuthentication(pool, { ...signIn, user });
  // The user may have changed while the handler ran.
  return user && userNamed(pool, user.username);
}

/** A user with a temporary password first chooses one of their own. */
export async function afterProof(pool: Pool, client: Client, user: User, progress: Progress) {
  if (user.status === "FORCE_CHANGE_PASSWORD") return askNewPassword(pool, client, user, progress);
  return afterNewPassword(pool, client, user, progress);
}

/** If the pool is set up so, a remembered device replaces the second factor. */
export async function afterNewPassword(pool: Pool, client: Client, user: User, progress: Progress) {
  const device = deviceOf(pool, user, progress);
  if (isRemembered(device) && isSecondFactor(pool, user))
    return askDevice(pool, client, user, { ...progress, device });
  const challenge = await askSecondFactor(pool, client, user, progress);
  return challenge ?? complete(pool, client, user, progress);
}

/** A user who needs a second factor and has none sets it up first. */
const isSecondFactor = ({ settings }: Pool, user: User): boolean =>
  settings.deviceTracking?.replacesSecondFactor === true &&
  decideSecondFactor(settings, user).kind !== "set-up";

/** A user who has signed in on the pages. They get tokens only for the authorization code, so this is no answer of the API. */
export interface LetIn {
  readonly letIn: User;
}

/** A remembered device first proves that it is the one. Then the sign-in is complete. */
export async function complete(pool: Pool, client: Client, user: User, progress: Progress) {
  const device = deviceOf(pool, user, progress);
  return isRemembered(device)
    ? askDevice(pool, client, user, { ...progress, device })
    : comeIn(pool, client, user, progress, device);
}

/** Post authentication, then the tokens. */
export async function comeIn(
  pool: Pool,
  client: Client,
  user: User,
  { source, clientMetadata, tellsNoDevice }: Progress,
  known: Device | undefined,
) {
  const isNew = pool.settings.deviceTracking !== undefined && source !== "HostedAuth" && known === undefined;
  const device = isNew ? newDevice(pool) : known;
  await tellPostAuthentication(pool, client, user, { clientMetadata, newDeviceUsed: isNew });
  if (source === "HostedAuth") return { letIn: user } satisfies LetIn;
  const grant = { source, clientMetadata, scopes: [SELF_SERVICE], device };
  const { AuthenticationResult: tokens, ...answer } = await grantTokens(pool, client, user, grant);
  const NewDeviceMetadata =
    isNew && tellsNoDevice !== true
      ? { DeviceKey: device?.key, DeviceGroupKey: device?.groupKey }
      : undefined;
  return { ...answer, AuthenticationResult: { ...tokens, NewDeviceMetadata } };
}
