import { redeemCode } from "../../messages/redeem-code";
import { readAccessToken } from "../../tokens/access-tokens";
import { requireAddressName } from "../../users/addresses";
import { requireOwnNames } from "../../users/own-names";
import type { User } from "../../users/user";
import { expiredCode } from "../errors";
import { ATTRIBUTE_NAME, CODE, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  AccessToken: required(TOKEN),
  AttributeName: required(ATTRIBUTE_NAME),
  Code: required(CODE),
};

/** Verifies the address that the code was sent to. A new address that waited for its code takes effect. */
export const verifyUserAttribute = forApps("VerifyUserAttribute", INPUT, (pool, input) => {
  const { user } = readAccessToken(pool, input.AccessToken);
  const attribute = requireAddressName(input.AttributeName);
  const { Code: typed } = input;
  redeemCode(pool, user, { purpose: `verify:${attribute}`, typed }, (present) => {
    const { attributes, pendingAttributes, codes } = present;
    const { [attribute]: pending, ...stillPending } = pendingAttributes;
    const value = pending ?? attributes[attribute];
    if (value === undefined) throw expiredCode();
    const proven = { [attribute]: value, [`${attribute}_verified`]: "true" };
    requireOwnNames(pool, user.username, proven);
    return {
      attributes: { ...attributes, ...proven },
      pendingAttributes: stillPending,
      // Codes that were sent to the earlier address prove nothing about the new one.
      codes: pending === undefined ? codes : onlyVerifications(codes),
    };
  });
  return {};
});

const onlyVerifications = (codes: User["codes"]): User["codes"] =>
  Object.fromEntries(Object.entries(codes).filter(([purpose]) => purpose.startsWith("verify:")));
