import { createCode } from "../../messages/codes";
import { MOST_CODES } from "../../messages/limits";
import { sendCode } from "../../messages/messages";
import { readAccessToken } from "../../tokens/access-tokens";
import { requireAddressName } from "../../users/addresses";
import { updateUser } from "../../users/users";
import { invalidParameter } from "../errors";
import { ATTRIBUTE_NAME, TOKEN } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  AccessToken: required(TOKEN),
  AttributeName: required(ATTRIBUTE_NAME),
  ClientMetadata: textMap,
};

/** Sends a code to a new address that waits for one, or else to the present address. */
export const getUserAttributeVerificationCode = forApps(
  "GetUserAttributeVerificationCode",
  INPUT,
  async (pool, input) => {
    const { user, client } = readAccessToken(pool, input.AccessToken);
    const address = requireAddressName(input.AttributeName);
    const { ClientMetadata: clientMetadata } = input;
    const to = user.pendingAttributes[address] ?? user.attributes[address];
    if (to === undefined) throw invalidParameter(`User has no value for attribute ${address}.`);
    const purpose = `verify:${address}`;
    pool.limits.count(`${purpose} ${user.username}`, MOST_CODES, pool.now());
    const { code, kept } = createCode("verify", pool.now());
    const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, [purpose]: kept } }));
    const message = {
      occasion: "VerifyUserAttribute",
      user: asked,
      client,
      address,
      to,
      code,
      clientMetadata,
    } as const;
    return { CodeDeliveryDetails: await sendCode(pool, message) };
  },
);
