import { invalidLambdaResponse, invalidParameter } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { eventAttributes, type User } from "../users/user";

export type Occasion =
  | "SignUp"
  | "AdminCreateUser"
  | "ResendCode"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "Authentication";

export interface MessageRequest {
  readonly occasion: Occasion;
  readonly user: User;
  /** None for an administrator. */
  readonly client: Client | undefined;
  readonly clientMetadata: Texts | undefined;
}

/** What stands for the code and for the name in a message; an invitation needs both. */
export const CODE = "{####}";
export const USERNAME = "{username}";
const LINK = "{##Click Here##}";

/** The texts of a message, each only if the trigger has written it. */
export async function askCustomMessage(
  pool: Pool,
  { occasion, user, client, clientMetadata }: MessageRequest,
) {
  const isInvitation = occasion === "AdminCreateUser";
  const answer = await pool.runTrigger({
    trigger: "CustomMessage",
    source: `CustomMessage_${occasion}`,
    userName: user.username,
    clientId: client?.id,
    request: {
      userAttributes: eventAttributes(user),
      codeParameter: CODE,
      linkParameter: LINK,
      usernameParameter: isInvitation ? USERNAME : null,
      clientMetadata: clientMetadata ?? null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const placeholders = isInvitation ? [CODE, USERNAME] : [CODE];
  const sms = readText(answer?.smsMessage, 140, "smsMessage", placeholders);
  const email = readText(answer?.emailMessage, 20_000, "emailBody", placeholders);
  const subject = readText(answer?.emailSubject, 140, "emailSubject", []);
  if ((email !== undefined || subject !== undefined) && !pool.settings.sendsThroughSes)
    throw invalidLambdaResponse("Email fields are accepted only from pools that send through Amazon SES");
  return { sms, email, subject };
}

function readText(value: unknown, longest: number, name: string, placeholders: readonly string[]) {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalidLambdaResponse();
  const isComplete = placeholders.every((placeholder) => value.includes(placeholder));
  if (value.length === 0 || value.length > longest || !isComplete)
    throw invalidParameter(`1 validation error detected: Value at '${name}' failed to satisfy constraint`);
  return value;
}
