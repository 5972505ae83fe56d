import { invalidLambdaResponse, invalidParameter } from "../api/errors";
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

export interface Destination {
  readonly medium: "EMAIL" | "SMS";
  readonly to: string;
}

export interface Letter extends Destination {
  readonly occasion: Occasion;
  readonly user: User;
  readonly client: Client | undefined;
  readonly code: string;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

const CODE = "{####}";
const USERNAME = "{username}";
const LINK = "{##Click Here##}";

export const sendCode = (pool: Pool, letter: Letter): Promise<void> => sendCodeTo(pool, letter, [letter]);

/**
 * Composes a message with custom-message, or with the pool's own template, and delivers it into the inbox. The trigger is asked
 * once, however many ways the message goes.
 */
export async function sendCodeTo(
  pool: Pool,
  letter: Omit<Letter, keyof Destination>,
  destinations: readonly Destination[],
): Promise<void> {
  const { occasion, user, client, code, clientMetadata } = letter;
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
  const written = readAnswer(pool, answer, isInvitation);
  const { invitationTemplates, verificationTemplates, signInSms } = pool.settings;
  const template = isInvitation ? invitationTemplates : verificationTemplates;
  const sms = written.sms ?? (occasion === "Authentication" ? signInSms : template.sms);
  for (const { medium, to } of destinations) {
    const signInName = user.attributes.email ?? to;
    // Functions, because a password may hold what a replacement text would read as a pattern.
    const fill = (text: string) => text.replaceAll(CODE, () => code).replaceAll(USERNAME, () => signInName);
    pool.inbox.deliver({
      at: pool.now().toISOString(),
      medium,
      to,
      username: user.username,
      occasion: `CustomMessage_${occasion}`,
      code,
      ...(medium === "EMAIL"
        ? { subject: fill(written.subject ?? template.subject), body: fill(written.email ?? template.email) }
        : { body: fill(sms) }),
    });
  }
}

interface Written {
  readonly sms: string | undefined;
  readonly email: string | undefined;
  readonly subject: string | undefined;
}

function readAnswer(pool: Pool, answer: Record<string, unknown> | undefined, isInvitation: boolean): Written {
  const sms = readField(answer?.smsMessage, 140, "smsMessage", isInvitation);
  const email = readField(answer?.emailMessage, 20_000, "emailBody", isInvitation);
  const subject = readField(answer?.emailSubject, 140, "emailSubject", "free");
  if ((email !== undefined || subject !== undefined) && !pool.settings.sendsThroughSes)
    throw invalidLambdaResponse("Email fields are accepted only from pools that send through Amazon SES");
  return { sms, email, subject };
}

function readField(
  value: unknown,
  limit: number,
  name: string,
  placeholders: boolean | "free",
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalidLambdaResponse();
  const complete =
    placeholders === "free" || (value.includes(CODE) && (!placeholders || value.includes(USERNAME)));
  if (value.length === 0 || value.length > limit || !complete)
    throw invalidParameter(`1 validation error detected: Value at '${name}' failed to satisfy constraint`);
  return value;
}

/** As Cognito shows where a code went, without showing the address. */
export function codeDelivery(attribute: "email" | "phone_number", value: string) {
  const masked =
    attribute === "email"
      ? value.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***")
      : `+${"*".repeat(Math.max(value.length - 5, 0))}${value.slice(-4)}`;
  return {
    AttributeName: attribute,
    DeliveryMedium: attribute === "email" ? "EMAIL" : "SMS",
    Destination: masked,
  };
}
