import { createHash, randomInt } from "node:crypto";
import { codeDelivery, sendCode } from "../messages/messages";
import type { Factor } from "../mfa/factors";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { openChallenge } from "./open-challenge";

/** How far a sign-in has come: what its tokens are for, and what was sent along with the last step. */
export interface Progress {
  /** `TokenGeneration_Authentication`, or what came before the second factor if it was something else. */
  readonly source: string;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

export const digestOf = (code: string): string => createHash("sha256").update(code).digest("hex");

/** Asks for the code of one factor; that of a text message is sent on the way. */
export async function challengeFactor(
  pool: Pool,
  client: Client,
  user: User,
  factor: Factor,
  { source, clientMetadata }: Progress,
) {
  const open = (secret: Readonly<Record<string, unknown>>) => ({
    ChallengeName: factor,
    Session: openChallenge(pool, client, { name: factor, username: user.username, secret }),
  });
  if (factor === "SOFTWARE_TOKEN_MFA")
    return { ...open({ source }), ChallengeParameters: { USER_ID_FOR_SRP: user.username } };
  const to = user.attributes.phone_number ?? "";
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await sendCode(pool, { occasion: "Authentication", user, client, medium: "SMS", to, code, clientMetadata });
  return {
    ...open({ source, digest: digestOf(code) }),
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
      CODE_DELIVERY_DESTINATION: codeDelivery("phone_number", to).Destination,
      USER_ID_FOR_SRP: user.username,
    },
  };
}
