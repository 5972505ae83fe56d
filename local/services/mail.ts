import { randomUUID } from "node:crypto";
import type { Inbox } from "../pool/messages/inbox";
import { isObject, type Json } from "../stack/properties";
import { notImitated, type Service, ServiceError, startService } from "./service";

interface Options {
  readonly inbox: Pick<Inbox, "deliver">;
  readonly now: () => Date;
}

/** SES, so far as functions send simple messages by it, which land in the inbox. */
export const startMail = ({ inbox, now }: Options): Promise<Service> =>
  startService(({ operation, input }) => {
    if (operation !== "POST /v2/email/outbound-emails") throw notImitated(operation);
    const { recipients, ...letter } = readLetter(input);
    for (const to of recipients)
      inbox.deliver({ at: now().toISOString(), medium: "EMAIL", to, occasion: "SendEmail", ...letter });
    return { MessageId: randomUUID() };
  });

/** What changes nothing about a message that is not really sent. */
const WITHOUT_EFFECT = [
  "ConfigurationSetName",
  "EmailTags",
  "FeedbackForwardingEmailAddress",
  "FromEmailAddressIdentityArn",
  "ReplyToAddresses",
];
const MOST_RECIPIENTS = 50;

function readLetter(input: Json) {
  const { FromEmailAddress, Destination, Content, ...others } = input;
  for (const name of Object.keys(others)) if (!WITHOUT_EFFECT.includes(name)) throw notImitated(name);
  const from = readAddress("From", FromEmailAddress);
  const recipients = Object.values(partOf(Destination, "Destination")).flatMap((addresses) =>
    [addresses].flat().map((address) => mailboxIn(readAddress("To", address))),
  );
  if (recipients.length === 0) throw badRequest("Missing required header 'To'.");
  if (recipients.length > MOST_RECIPIENTS) throw badRequest(`Recipient count exceeds ${MOST_RECIPIENTS}.`);

  const { Simple, ...otherContents } = partOf(Content, "Content");
  for (const name of Object.keys(otherContents)) throw notImitated(`Content.${name}`);
  const { Subject, Body, ...otherParts } = partOf(Simple, "Content.Simple");
  for (const name of Object.keys(otherParts)) throw notImitated(`Content.Simple.${name}`);
  const subject = dataOf(Subject, "Content.Simple.Subject");
  if (CONTROL.test(subject)) throw badRequest("The subject holds control characters.");
  const { Text, Html } = partOf(Body, "Content.Simple.Body");
  const text = Text === undefined ? undefined : dataOf(Text, "Content.Simple.Body.Text");
  const body = Html === undefined ? text : dataOf(Html, "Content.Simple.Body.Html");
  if (body === undefined) throw badRequest("The body has neither text nor HTML.");
  // Punctuation after a link is not part of it.
  const [link] = /https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)]/.exec(text ?? body) ?? [];
  return {
    from,
    recipients,
    subject,
    body,
    ...(text !== undefined && text !== body && { text }),
    ...(link !== undefined && { link }),
  };
}

/** SES accepts only ASCII. A sender's name in other letters has to be an encoded word of MIME. */
const ADDRESS = /^[^\s<>@,;]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i;
const CONTROL = /\p{Cc}/u;
const ASCII = /^[ -~]*$/;

/** `ada@acme.example`, or `Ada <ada@acme.example>`. */
function readAddress(header: string, value: unknown): string {
  if (typeof value !== "string" || value === "") throw badRequest(`Missing required header '${header}'.`);
  if (!ASCII.test(value)) throw badRequest(`The header '${header}' holds other characters than ASCII.`);
  if (!mailboxIn(value).includes("@")) throw badRequest("Missing final '@domain'");
  if (!ADDRESS.test(mailboxIn(value))) throw badRequest("Illegal address");
  return value;
}

const mailboxIn = (address: string): string => /<([^<>]*)>$/.exec(address)?.[1] ?? address;

function partOf(value: unknown, name: string): Json {
  if (!isObject(value)) throw badRequest(`${name} is missing or no object.`);
  return value;
}

function dataOf(value: unknown, name: string): string {
  const { Data } = partOf(value, name);
  if (typeof Data !== "string") throw badRequest(`${name}.Data is missing or no text.`);
  return Data;
}

const badRequest = (message: string) => new ServiceError("BadRequestException", message);
