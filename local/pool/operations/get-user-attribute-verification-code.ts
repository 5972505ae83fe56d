import { createCode } from "../codes";
import { invalidParameter } from "../errors";
import { MOST_CODES } from "../limits";
import { codeDelivery, sendCode } from "../messages";
import type { Pool } from "../pool";
import { type Input, textMap } from "../request";
import { readAccessToken } from "../tokens/access-tokens";
import { updateUser } from "../users";
import { requireAddressName } from "./verify-user-attribute";

/** A new address that waits for its code is meant before the one that counts. */
export async function getUserAttributeVerificationCode(pool: Pool, input: Input) {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  const attribute = requireAddressName(input);
  const clientMetadata = textMap(input, "ClientMetadata");
  const to = user.pendingAttributes[attribute] ?? user.attributes[attribute];
  if (to === undefined) throw invalidParameter(`User has no value for attribute ${attribute}.`);
  const purpose = `verify:${attribute}`;
  pool.limits.count(`${purpose} ${user.username}`, MOST_CODES, pool.now());
  const { code, kept } = createCode("verify", pool.now());
  const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, [purpose]: kept } }));
  const medium = attribute === "email" ? "EMAIL" : "SMS";
  const occasion = "VerifyUserAttribute";
  await sendCode(pool, { occasion, user: asked, client, medium, to, code, clientMetadata });
  return { CodeDeliveryDetails: codeDelivery(attribute, to) };
}
