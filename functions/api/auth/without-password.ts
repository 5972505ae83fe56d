import { randomBytes, randomUUID } from "node:crypto";
import type { InitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { Problem } from "../../../shared/api/problem";
import type { AppClient, OtherWay } from "../../../shared/aws/app-client";
import { type Passkeys, type Passwordless, sendsCodes } from "../../../shared/passwordless";
import { waitForFloor } from "../../../shared/runtime/answer-floor";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { askingForAnybody } from "./anybody";
import { tellsWhoExists } from "./cognito-problems";

/** A way that is open on this stage, and what its challenge is made of. */
type Way = { readonly name: "EMAIL_OTP" } | { readonly name: "WEB_AUTHN"; readonly passkeys: Passkeys };

export function openWay(name: OtherWay, passwordless: Passwordless, passkeys: Passkeys | undefined): Way {
  if (name === "EMAIL_OTP" && sendsCodes(passwordless)) return { name };
  if (name === "WEB_AUTHN" && passkeys !== undefined) return { name, passkeys };
  throw new Problem("refused", "Nobody signs in here in this way");
}

/**
 * How somebody can sign in on this stage; undefined where that is by a password alone. It is the same for everybody: those that one
 * person has would tell that there is such a person, so Cognito is not even asked.
 */
export function openWays(
  passwordless: Passwordless,
  passkeys: Passkeys | undefined,
): readonly ("PASSWORD" | OtherWay)[] | undefined {
  const others: readonly OtherWay[] = [
    ...(sendsCodes(passwordless) ? (["EMAIL_OTP"] as const) : []),
    ...(passkeys !== undefined ? (["WEB_AUTHN"] as const) : []),
  ];
  // The password first: people of the old system move over by nothing else.
  return others.length > 0 ? ["PASSWORD", ...others] : undefined;
}

interface Begun {
  readonly email: string;
  readonly floorMs: number;
  readonly asked: Parameters<AppClient["signInBy"]>[2];
}

/**
 * Asks for a code or a passkey, whoever it is. Whom Cognito refuses, or asks for something else, gets what somebody gets who does
 * not exist: the challenge of an address that nobody has. Neither the answer nor its time shows more; the log names the reason.
 */
export async function beginWithout(
  pool: AppClient,
  way: Way,
  { email, floorMs, asked }: Begun,
  run: Run<ApiOutcomes>,
): Promise<{ readonly begun: InitiateAuthCommandOutput; readonly reason: string | undefined }> {
  let reason: string | undefined;
  const begun = await askingForAnybody("ask-way", floorMs, run, async () => {
    try {
      const answered = await pool.signInBy(way.name, email, asked);
      if (answered.ChallengeName === way.name) return answered;
      reason = answered.ChallengeName ?? "no challenge";
    } catch (error) {
      if (!(error instanceof Error && tellsWhoExists("ask-way", error))) throw error;
      reason = error.name;
    }
    return pool.signInBy(way.name, `${randomUUID()}@nobody.invalid`, asked);
  });
  await waitForFloor(floorMs, run);
  return { begun: asOfAnybody(begun, way, email), reason };
}

/** Cognito may ask nobody for anything at random, so all but the session and the question itself is written here, for everybody. */
function asOfAnybody(
  { $metadata, Session, ChallengeName, ChallengeParameters: given }: InitiateAuthCommandOutput,
  way: Way,
  email: string,
): InitiateAuthCommandOutput {
  const parameters: Record<string, string> =
    way.name === "EMAIL_OTP"
      ? { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: masked(email) }
      : {
          CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(
            optionsWith(
              ChallengeName === way.name ? given?.CREDENTIAL_REQUEST_OPTIONS : undefined,
              way.passkeys,
            ),
          ),
        };
  return { $metadata, Session, ChallengeName: way.name, ChallengeParameters: parameters };
}

/** As browsers take them. None names a passkey: whoever has one would show by it, and the browser finds those of the domain itself. */
function optionsWith(given: string | undefined, { domain, userVerification }: Passkeys) {
  const { challenge } = JSON.parse(given ?? "{}") as { challenge?: string };
  return {
    challenge: challenge ?? randomBytes(32).toString("base64url"),
    timeout: SESSION_MS,
    rpId: domain,
    userVerification,
    allowCredentials: [],
  };
}

/** AuthSessionValidity of the web client. */
const SESSION_MS = 180_000;

/** For somebody who wants none: it meets every policy, and nobody knows it. */
export const unknownPassword = (): string => `${randomBytes(72).toString("base64url")}aA1-`;

/** As Cognito shows where a code goes; of the address that was typed, which nobody need have. */
const masked = (email: string): string => email.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***");
