import { randomBytes } from "node:crypto";
import { decoyDelivery } from "../hidden-existence/decoy-code";
import { digestOf, newSignInCode } from "../messages/codes";
import { MOST_SIGN_IN_CODES } from "../messages/limits";
import { sendCode } from "../messages/messages";
import type { Pool } from "../pool";
import type { Address } from "../users/addresses";
import { askChallenge } from "./ask-challenge";
import { type Choosing, personFor, usernameOf } from "./choosing";

const ADDRESS_OF = { EMAIL_OTP: "email", SMS_OTP: "phone_number" } as const satisfies Record<string, Address>;
export type CodeWay = keyof typeof ADDRESS_OF;

/** Sends a sign-in code. Somebody who cannot sign in this way is asked for a code that nobody knows. */
export async function sendSignInCode(pool: Pool, choosing: Choosing, way: CodeWay) {
  const { client, login, source, clientMetadata, deviceKey } = choosing;
  const username = usernameOf(pool, choosing);
  pool.limits.count(`${way} ${username}`, MOST_SIGN_IN_CODES, pool.now());
  const address = ADDRESS_OF[way];
  const user = personFor(pool, choosing, way);
  const code = user === undefined ? randomBytes(32).toString("hex") : newSignInCode();
  const delivery =
    user === undefined
      ? decoyDelivery(pool, login, address)
      : await sendCode(pool, {
          occasion: "Authentication",
          user,
          client,
          address,
          to: user.attributes[address] ?? "",
          code,
          clientMetadata,
        });
  const challenge = { name: way, username, login, source, deviceKey, digest: digestOf(code) };
  return askChallenge(pool, client, challenge, {
    CODE_DELIVERY_DELIVERY_MEDIUM: delivery.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: delivery.Destination,
  });
}
