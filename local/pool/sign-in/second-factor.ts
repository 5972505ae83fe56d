import type { Texts } from "../api/input/shapes";
import { digestOf, newCode } from "../messages/codes";
import { sendCode } from "../messages/messages";
import { ADDRESS_OF, decideSecondFactor, type Factor } from "../mfa/factors";
import type { Client, Pool } from "../pool";
import type { TokenSource } from "../triggers/run-trigger";
import type { User } from "../users/user";
import { askChallenge } from "./ask-challenge";

/** How far a sign-in has come: what its tokens are for, and what was sent along with the last step. */
export interface Progress {
  readonly source: TokenSource;
  readonly clientMetadata: Texts | undefined;
  /** The device that the sign-in says it comes from, as it was last named. */
  readonly deviceKey?: string | undefined;
  /** Custom authentication is told of no new device. Where devices are tracked, nobody can renew its tokens. */
  readonly tellsNoDevice?: true;
}

/** Undefined where nothing has to follow the first factor. */
export async function askSecondFactor(pool: Pool, client: Client, user: User, progress: Progress) {
  const { username } = user;
  const { source, deviceKey } = progress;
  const decision = decideSecondFactor(pool.settings, user);
  switch (decision.kind) {
    case "none":
      return undefined;
    case "one":
      return askFactor(pool, client, user, decision.factor, progress);
    case "choice":
      return askChallenge(
        pool,
        client,
        { name: "SELECT_MFA_TYPE", username, source, deviceKey, proven: user },
        { MFAS_CAN_CHOOSE: JSON.stringify(decision.factors), USER_ID_FOR_SRP: username },
      );
    case "set-up":
      return askChallenge(
        pool,
        client,
        { name: "MFA_SETUP", username, source, deviceKey, proven: user, isSetUp: false },
        { MFAS_CAN_SETUP: JSON.stringify(pool.settings.mfaKinds), USER_ID_FOR_SRP: username },
      );
  }
}

/** Asks for the code of one factor; that of a text message or an e-mail is sent on the way. */
export async function askFactor(
  pool: Pool,
  client: Client,
  user: User,
  factor: Factor,
  { source, clientMetadata, deviceKey }: Progress,
) {
  const { username } = user;
  if (factor === "SOFTWARE_TOKEN_MFA")
    return askChallenge(
      pool,
      client,
      { name: factor, username, source, deviceKey, proven: user },
      { USER_ID_FOR_SRP: username },
    );
  const address = ADDRESS_OF[factor];
  const to = user.attributes[address] ?? "";
  const code = newCode();
  const message = {
    occasion: "Authentication",
    user,
    client,
    address,
    to,
    code,
    clientMetadata,
  } as const;
  const { DeliveryMedium, Destination } = await sendCode(pool, message);
  return askChallenge(
    pool,
    client,
    {
      name: factor === "EMAIL_OTP" ? "EMAIL_MFA" : factor,
      username,
      source,
      deviceKey,
      proven: user,
      digest: digestOf(code),
    },
    {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
      USER_ID_FOR_SRP: username,
    },
  );
}
