import type { RememberedDevice } from "../devices/device";
import { createServerKeys } from "../passwords/srp";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { askChallenge, openChallenge } from "./ask-challenge";
import type { ChallengeNamed } from "./challenge";
import type { Progress } from "./second-factor";
import { serverHalf } from "./srp-proof";

/** Asks a remembered device to prove by SRP, with a secret of its own, that it is the one. */
export const askDevice = (
  pool: Pool,
  client: Client,
  user: User,
  { source, device }: Pick<Progress, "source"> & { readonly device: RememberedDevice },
) => {
  const { username } = user;
  const challenge = {
    name: "DEVICE_SRP_AUTH",
    username,
    source,
    deviceKey: device.key,
    proven: user,
  } as const;
  return askChallenge(pool, client, challenge, { USERNAME: username, DEVICE_KEY: device.key });
};

/** The second half: what the device's claim has to fit. */
export function askDeviceClaim(
  pool: Pool,
  client: Client,
  { username, source, proven }: ChallengeNamed<"DEVICE_SRP_AUTH">,
  { device, clientKey }: { readonly device: RememberedDevice; readonly clientKey: string },
) {
  const { key: deviceKey } = device;
  const { salt, verifier } = device.srp;
  const keys = createServerKeys(verifier);
  const name = "DEVICE_PASSWORD_VERIFIER";
  const session = openChallenge(pool, client, {
    name,
    username,
    source,
    proven,
    deviceKey,
    clientKey,
    keys,
    verifier,
  });
  return {
    ChallengeName: name,
    ChallengeParameters: { ...serverHalf(salt, keys, session), USERNAME: username, DEVICE_KEY: deviceKey },
  };
}
