import { addDevice, findDevice, requireTracking } from "../../devices/device";
import { isPublicKey } from "../../passwords/srp";
import { activityNow } from "../../sessions/activity";
import { readAccessToken } from "../../tokens/access-tokens";
import { CognitoError, invalidParameter } from "../errors";
import { DEVICE_KEY, TOKEN } from "../input/members";
import { type InputOf, part, required, text } from "../input/shapes";
import { forApps } from "../operation";

const BASE64 = text({ longest: 131_072, secret: true });
const VERIFIER = part({ PasswordVerifier: BASE64, Salt: BASE64 });
const INPUT = {
  AccessToken: required(TOKEN),
  DeviceKey: required(DEVICE_KEY),
  DeviceSecretVerifierConfig: VERIFIER,
  DeviceName: text({ shortest: 1, longest: 1_024 }),
};

/** Only the sign-in that was told of a new device can confirm it. */
export const confirmDevice = forApps("ConfirmDevice", INPUT, (pool, input) => {
  const { user, originJti } = readAccessToken(pool, input.AccessToken);
  const { onlyOnRequest } = requireTracking(pool);
  const { DeviceKey: key, DeviceName: name } = input;
  if (findDevice(user, key) !== undefined)
    throw new CognitoError("DeviceKeyExistsException", "The device key has been confirmed already.");
  const told = pool.refreshTokens
    .findAll(user.username)
    .find(({ device, originJti: origin }) => origin === originJti && device?.key === key)?.device;
  if (told === undefined) throw invalidParameter("Invalid device key given.");
  const { at: createdAt, address } = activityNow(pool);
  addDevice(pool, user, {
    ...told,
    srp: readVerifier(input.DeviceSecretVerifierConfig),
    name,
    isRemembered: !onlyOnRequest,
    createdAt,
    modifiedAt: createdAt,
    authenticatedAt: createdAt,
    address,
  });
  return { UserConfirmationNecessary: onlyOnRequest };
});

/** The verifier by which the device will prove its secret. A verifier that would accept any secret is refused. */
function readVerifier(given: InputOf<{ given: typeof VERIFIER }>["given"]) {
  if (given === undefined) return undefined;
  const salt = hexOf(given.Salt);
  const verifier = hexOf(given.PasswordVerifier);
  if (!/^[0-9a-f]{1,512}$/.test(salt) || !isPublicKey(verifier))
    throw invalidParameter("Invalid DeviceSecretVerifierConfig given.");
  return { salt, verifier };
}

const hexOf = (base64 = ""): string => Buffer.from(base64, "base64").toString("hex");
