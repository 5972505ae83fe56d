import { reveal } from "../../hidden-existence/hidden-existence";
import { createCode } from "../../messages/codes";
import { MOST_CODES } from "../../messages/limits";
import { sendCode } from "../../messages/messages";
import { signUpAddress } from "../../users/addresses";
import { findUser, requireEnabled, updateUser } from "../../users/users";
import { requireProvenClient } from "../calling-client";
import { invalidParameter } from "../errors";
import { APP_CONTEXT, NAMED_BY_APP } from "../input/members";
import { textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = { ...NAMED_BY_APP, ClientMetadata: textMap, ...APP_CONTEXT };

export const resendConfirmationCode = forApps("ResendConfirmationCode", INPUT, async (pool, input) => {
  const client = requireProvenClient(pool, input);
  const { Username: login, ClientMetadata: clientMetadata } = input;
  // Whether the pool sends codes at all is the same for everybody, so it tells nothing about a person.
  if (pool.settings.autoVerified.length === 0) throw noCodes();
  const found = findUser(pool, login);
  pool.limits.count(`sign-up ${found?.username ?? login.toLowerCase()}`, MOST_CODES, pool.now());
  const { user, decoy } = reveal("ResendConfirmationCode", pool, client, { login, user: found });
  if (user === undefined) return decoy;
  requireEnabled(user);
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  const address = signUpAddress(pool, user.attributes);
  if (address === undefined) throw noCodes();
  const { code, kept } = createCode("sign-up", pool.now());
  const asked = updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, "sign-up": kept } }));
  const to = asked.attributes[address] ?? "";
  const message = { occasion: "ResendCode", user: asked, client, address, to, code, clientMetadata } as const;
  return { CodeDeliveryDetails: await sendCode(pool, message) };
});

const noCodes = () => invalidParameter("Cannot resend codes. Auto verification not turned on.");
