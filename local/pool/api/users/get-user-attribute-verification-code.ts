import { createCode } from "../../messages/codes";
import { MOST_CODES } from "../../messages/limits";
import { codeDelivery, sendCode } from "../../messages/messages";
import { readAccessToken } from "../../tokens/access-tokens";
import { updateUser } from "../../users/users";
import { invalidParameter } from "../errors";
import { ATTRIBUTE_NAME, TOKEN } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { requireAddressName } from "./verify-user-attribute";

const INPUT = {
  AccessToken: required(TOKEN),
  AttributeName: required(ATTRIBUTE_NAME),
  ClientMetadata: textMap,
};

/** A new address that waits for its code is meant before the one that counts. */
export const getUserAttributeVerificationCode = operation(INPUT, async (pool, input) => {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  const attribute = requireAddressName(input.AttributeName);
  const { ClientMetadata: clientMetadata } = input;
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
});
