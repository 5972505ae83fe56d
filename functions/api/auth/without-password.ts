import { randomBytes, randomUUID } from "node:crypto";
import type { InitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import type { AppClient, OtherWay } from "../../../shared/aws/app-client";
import { type Passwordless, sendsCodes, takesPasskeys } from "../../../shared/passwordless";
import { waitForFloor } from "../../../shared/runtime/answer-floor";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { askingForAnybody } from "./anybody";
import { tellsWhoExists } from "./cognito-problems";

export const isOpen = (passwordless: Passwordless, way: OtherWay): boolean =>
  way === "EMAIL_OTP" ? sendsCodes(passwordless) : takesPasskeys(passwordless);

interface Begun {
  readonly email: string;
  readonly floorMs: number;
  readonly asked: Parameters<AppClient["signInBy"]>[2];
}

/**
 * Asks for a code or a passkey, whoever it is. Whom Cognito refuses gets what somebody gets who does not exist: the challenge of
 * an address that nobody has. Neither the answer nor its time shows more; the log names the reason.
 */
export async function beginWithout(
  pool: AppClient,
  way: OtherWay,
  { email, floorMs, asked }: Begun,
  run: Run<ApiOutcomes>,
): Promise<{ readonly begun: InitiateAuthCommandOutput; readonly reason: string | undefined }> {
  let reason: string | undefined;
  const begun = await askingForAnybody("sign-in", floorMs, run, async () => {
    try {
      return await pool.signInBy(way, email, asked);
    } catch (error) {
      if (!(error instanceof Error && tellsWhoExists("sign-in", error))) throw error;
      reason = error.name;
      return pool.signInBy(way, `${randomUUID()}@nobody.invalid`, asked);
    }
  });
  await waitForFloor(floorMs, run);
  if (way === "WEB_AUTHN") return { begun, reason };
  const ChallengeParameters = { ...begun.ChallengeParameters, CODE_DELIVERY_DESTINATION: masked(email) };
  return { begun: { ...begun, ChallengeParameters }, reason };
}

/** For somebody who wants none: it meets every policy, and nobody knows it. */
export const unknownPassword = (): string => `${randomBytes(72).toString("base64url")}aA1-`;

/** As Cognito shows where a code goes; of the address that was typed, which nobody need have. */
const masked = (email: string): string => email.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***");
