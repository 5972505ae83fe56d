import { isRemembered, noSuchDevice, requireDevice } from "../../devices/device";
import type { Pool } from "../../pool";
import { askDeviceClaim } from "../device-proof";
import { readClientKey } from "../srp-proof";
import { type ChallengeAnswer, requireResponse, takeChallenge } from "./challenge-answer";

/** The device begins SRP. It is the one that was named before, as it is now. */
export async function answerDeviceSrpAuth(pool: Pool, answer: ChallengeAnswer) {
  const key = requireResponse(answer, "DEVICE_KEY");
  const clientKey = readClientKey(answer.responses);
  const { challenge, user } = takeChallenge(pool, "DEVICE_SRP_AUTH", answer);
  const device = requireDevice(user, key);
  if (key !== challenge.deviceKey || !isRemembered(device)) throw noSuchDevice();
  return askDeviceClaim(pool, answer.client, challenge, { device, clientKey });
}
