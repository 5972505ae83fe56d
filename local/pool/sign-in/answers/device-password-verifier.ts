import { notAuthorized } from "../../api/errors";
import { changeDevice, findDevice, isRemembered, noSuchDevice } from "../../devices/device";
import type { Pool } from "../../pool";
import { activityNow } from "../../sessions/activity";
import { comeIn } from "../sign-in";
import { takeClaim } from "../srp-claim";
import { type ChallengeAnswer, requireResponse, requireUnchangedUser } from "./challenge-answer";

/** The claim shows that the device knows its secret. One that has been forgotten meanwhile shows nothing. */
export async function answerDevicePasswordVerifier(pool: Pool, answer: ChallengeAnswer) {
  const { client, clientMetadata } = answer;
  const key = requireResponse(answer, "DEVICE_KEY");
  const { challenge, isProof } = takeClaim(pool, "DEVICE_PASSWORD_VERIFIER", answer);
  const user = requireUnchangedUser(pool, challenge, answer);
  const device = findDevice(user, challenge.deviceKey);
  if (key !== challenge.deviceKey || !isRemembered(device)) throw noSuchDevice();
  if (!isProof(device.groupKey, device.key)) throw notAuthorized();
  const { at: authenticatedAt, address } = activityNow(pool);
  const proven = changeDevice(pool, user, device.key, { authenticatedAt, address });
  return comeIn(pool, client, proven, { source: "AuthenticateDevice", clientMetadata }, device);
}
