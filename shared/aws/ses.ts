import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { OfferLetter } from "../messages/offer";
import { textReader } from "../runtime/readers";
import { MAIL_ANSWER_MS, QUICK_AWS_CLIENT } from "../runtime/time-budget";

/** The one SES client of a container, in the Region of the sending identity. */
export const sesClient = (region: string): SESv2Client =>
  new SESv2Client({
    region,
    maxAttempts: QUICK_AWS_CLIENT.maxAttempts,
    requestHandler: { ...QUICK_AWS_CLIENT.requestHandler, requestTimeout: MAIL_ANSWER_MS },
  });

/** The From address of letters that the suite sends itself; `none` where Cognito sends, which takes no letters. */
export const readSender = textReader("none, or an address", (text) =>
  text === "none" || text.includes("@") ? text : undefined,
);

export function letterSender(client: SESv2Client, from: string) {
  return async (to: string, { subject, text, html }: OfferLetter, signal: AbortSignal): Promise<void> => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: encodeName(from),
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: "UTF-8" },
            Body: {
              Text: { Data: text, Charset: "UTF-8" },
              Html: { Data: html, Charset: "UTF-8" },
            },
          },
        },
      }),
      { abortSignal: signal },
    );
  };
}

/** SES takes only ASCII, so a name with other letters is encoded by RFC 2047. */
function encodeName(from: string): string {
  const [, name, address] = /^(.*) (<[^<>]+>)$/.exec(from) ?? [];
  if (name === undefined || address === undefined || /^[ -~]*$/.test(name)) return from;
  return `=?UTF-8?B?${Buffer.from(name).toString("base64")}?= ${address}`;
}
