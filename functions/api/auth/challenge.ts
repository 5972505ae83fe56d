import { Problem } from "../../../shared/api/problem";
import type { AppClient, ChallengeName } from "../../../shared/aws/app-client";
import type { StringMap } from "../../../shared/json";
import { FaultError } from "../../../shared/runtime/errors";
import type { Run } from "../../../shared/runtime/invocation";
import { asking } from "./cognito-problems";

/** What Cognito asks before it issues tokens. */
interface Challenge {
  readonly name: string | undefined;
  readonly session: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

type Response = Readonly<Record<string, string>>;

/** A person's answer to a challenge. */
export interface ChallengeAnswer {
  readonly newPassword: string | undefined;
  readonly attributes: StringMap | undefined;
  readonly code: string | undefined;
  readonly credential: string | undefined;
  readonly choice: string | undefined;
}

/** The challenge as clients see it, with what they need to ask the person. */
export async function showChallenge(
  pool: AppClient,
  { name, session, parameters }: Challenge,
  { signal }: Run,
): Promise<object> {
  switch (name) {
    case "NEW_PASSWORD_REQUIRED":
      return { challenge: name, session, requiredAttributes: namesIn(parameters.requiredAttributes) };
    case "SOFTWARE_TOKEN_MFA":
      return { challenge: name, session };
    case "WEB_AUTHN":
      return { challenge: name, session, options: JSON.parse(parameters.CREDENTIAL_REQUEST_OPTIONS ?? "{}") };
    case "EMAIL_OTP":
    case "SMS_MFA":
      return {
        challenge: name,
        session,
        delivery: {
          medium: parameters.CODE_DELIVERY_DELIVERY_MEDIUM,
          destination: parameters.CODE_DELIVERY_DESTINATION,
        },
      };
    case "SELECT_MFA_TYPE":
      return { challenge: name, session, choices: namesIn(parameters.MFAS_CAN_CHOOSE) };
    case "MFA_SETUP": {
      if (!namesIn(parameters.MFAS_CAN_SETUP).includes("SOFTWARE_TOKEN_MFA"))
        throw new Problem("refused", "A second factor is needed. Please contact your administrator");
      const begun = await asking("challenge", () => pool.beginAuthenticator(session ?? "", { signal }));
      return { challenge: name, session: begun.Session, secret: begun.SecretCode };
    }
    default:
      throw new FaultError("Cognito asks a challenge that the API does not know");
  }
}

/** A list in JSON, such as `["userAttributes.name"]`. */
function namesIn(json: string | undefined): readonly string[] {
  const names: unknown = JSON.parse(json ?? "[]");
  return Array.isArray(names) ? names.map((name) => String(name).replace(/^userAttributes\./, "")) : [];
}

/** The answer in the form that Cognito takes. */
export function responsesTo(challenge: ChallengeName, answer: ChallengeAnswer): Response {
  switch (challenge) {
    case "NEW_PASSWORD_REQUIRED":
      return {
        NEW_PASSWORD: needed(answer, "newPassword"),
        ...Object.fromEntries(
          Object.entries(answer.attributes ?? {}).map(([name, value]) => [`userAttributes.${name}`, value]),
        ),
      };
    case "SOFTWARE_TOKEN_MFA":
      return { SOFTWARE_TOKEN_MFA_CODE: needed(answer, "code") };
    case "EMAIL_OTP":
      return { EMAIL_OTP_CODE: needed(answer, "code") };
    case "WEB_AUTHN":
      return { CREDENTIAL: needed(answer, "credential") };
    case "SMS_MFA":
      return { SMS_MFA_CODE: needed(answer, "code") };
    case "SELECT_MFA_TYPE":
      return { ANSWER: needed(answer, "choice") };
    case "MFA_SETUP":
      return {};
  }
}

export function needed(
  answer: ChallengeAnswer,
  field: "newPassword" | "code" | "credential" | "choice",
): string {
  const value = answer[field];
  if (value === undefined)
    throw new Problem("invalid-request", "The answer is of another challenge", [
      { field, detail: "is missing" },
    ]);
  return value;
}
