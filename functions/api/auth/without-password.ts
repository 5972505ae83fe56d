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

/** A way to sign in on this stage, with what its challenge needs. */
type Way = { readonly name: "EMAIL_OTP" } | { readonly name: "WEB_AUTHN"; readonly passkeys: Passkeys };

export function openWay(name: OtherWay, passwordless: Passwordless, passkeys: Passkeys | undefined): Way {
  if (name === "EMAIL_OTP" && sendsCodes(passwordless)) return { name };
  if (name === "WEB_AUTHN" && passkeys !== undefined) return { name, passkeys };
  throw new Problem("refused", "Nobody signs in here in this way");
}

/**
 * The ways to sign in on this stage; undefined if a password is the only one. The list is the same for everybody, and
 * Cognito is not asked: a person's own list would show that they exist.
 */
export function openWays(
  passwordless: Passwordless,
  passkeys: Passkeys | undefined,
): readonly ("PASSWORD" | OtherWay)[] | undefined {
  const others: readonly OtherWay[] = [
    ...(sendsCodes(passwordless) ? (["EMAIL_OTP"] as const) : []),
    ...(passkeys !== undefined ? (["WEB_AUTHN"] as const) : []),
  ];
  // The password comes first: it is the only way in which users of the old system move over.
  return others.length > 0 ? ["PASSWORD", ...others] : undefined;
}

interface Begun {
  readonly email: string;
  readonly floorMs: number;
  readonly asked: Parameters<AppClient["signInBy"]>[2];
}

/**
 * Begins a sign-in by a code or a passkey. If Cognito refuses the person or asks for something else, the answer is
 * the challenge of a random address that nobody has. So neither the answer nor its time shows who exists. The log
 * names the reason.
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

/**
 * Cognito's challenge for an unknown address can differ from a real one. So everything except the session and the
 * question itself is written here, the same for everybody.
 */
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

/**
 * The options that browsers take. They name no passkey, because that would show who has one: the browser finds the
 * passkeys of the domain itself.
 */
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

/** A password for somebody who wants none. It meets every policy, and nobody knows it. */
export const unknownPassword = (): string => `${randomBytes(72).toString("base64url")}aA1-`;

/** Masks the address that was typed as Cognito does, whether or not it has an account. */
const masked = (email: string): string => email.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***");
