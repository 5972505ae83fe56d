import { randomBytes, randomUUID } from "node:crypto";
import { CognitoError, resourceNotFound } from "../api/errors";
import type { StoredPassword } from "../passwords/stored-password";
import type { Pool } from "../pool";
import type { Progress } from "../sign-in/second-factor";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

/** The keys that Cognito gives to a device. */
export interface DeviceKeys {
  readonly key: string;
  /** Takes the place of the pool's name when the device proves its secret by SRP. */
  readonly groupKey: string;
}

/** A device of a person that the app has confirmed. */
export interface Device extends DeviceKeys {
  /** Without a verifier the device can never prove its secret, so it counts as not remembered. */
  readonly srp: StoredPassword["srp"] | undefined;
  readonly name: string | undefined;
  readonly isRemembered: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly authenticatedAt: string;
  /** The IP address of its last use. */
  readonly address: string;
}

/** A remembered device has a verifier, so it can prove its secret. */
export interface RememberedDevice extends Device {
  readonly srp: StoredPassword["srp"];
}

/** More devices than one person has. Beyond that number, the oldest is forgotten. */
const MOST_OF_A_PERSON = 1_000;

type Devices = Pick<User, "devices">;

/** Clients look for these words, and then sign in again without the device. */
export const noSuchDevice = (): Error => resourceNotFound("Device does not exist.");

/** A device of another person counts as unknown. */
export const findDevice = ({ devices = [] }: Devices, key: string | undefined): Device | undefined =>
  devices.find((device) => device.key === key);

export function requireDevice(user: Devices, key: string): Device {
  const device = findDevice(user, key);
  if (device === undefined) throw noSuchDevice();
  return device;
}

export function requireTracking({ settings }: Pick<Pool, "settings">) {
  if (settings.deviceTracking === undefined)
    throw new CognitoError(
      "InvalidUserPoolConfigurationException",
      "The user pool is not configured to remember devices.",
    );
  return settings.deviceTracking;
}

/**
 * The device that a sign-in names. It is looked up only after the person has proven who they are, so nobody else
 * learns whether it exists. The sign-in pages know no devices.
 */
export function deviceOf(pool: Pool, user: User, progress: Progress): Device | undefined {
  const key = namedDevice(pool, progress);
  return key === undefined ? undefined : requireDevice(user, key);
}

export function namesUnknownDevice(pool: Pool, user: User, progress: Progress): boolean {
  const key = namedDevice(pool, progress);
  return key !== undefined && findDevice(user, key) === undefined;
}

const namedDevice = ({ settings }: Pool, { source, deviceKey }: Progress): string | undefined =>
  settings.deviceTracking === undefined || source === "HostedAuth" ? undefined : deviceKey;

export const isRemembered = (device: Device | undefined): device is RememberedDevice =>
  device?.isRemembered === true && device.srp !== undefined;

export const newDevice = ({ settings }: Pick<Pool, "settings">): DeviceKeys => ({
  key: `${settings.region}_${randomUUID()}`,
  groupKey: `-${randomBytes(6).toString("base64url")}`,
});

export const addDevice = (pool: Pool, { username }: User, added: Device): User =>
  updateUser(pool, username, ({ devices = [] }) => ({
    devices: [...devices, added].slice(-MOST_OF_A_PERSON),
  }));

/** Changes the device as it is now, if it still exists. */
export const changeDevice = (pool: Pool, { username }: User, key: string, change: Partial<Device>): User =>
  updateUser(pool, username, ({ devices = [] }) => ({
    devices: devices.map((device) => (device.key === key ? { ...device, ...change } : device)),
  }));

/** Deletes the device and the refresh tokens of its sign-ins. Access tokens stay valid until they expire. */
export function forgetDevice(pool: Pool, user: User, key: string): void {
  requireDevice(user, key);
  for (const [id, { device }] of pool.refreshTokens.findEntries(user.username))
    if (device?.key === key) pool.refreshTokens.delete(id);
  updateUser(pool, user.username, ({ devices = [] }) => ({
    devices: devices.filter((device) => device.key !== key),
  }));
}
