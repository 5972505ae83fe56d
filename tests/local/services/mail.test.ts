import {
  GetAccountCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { createInbox, type Inbox } from "../../../local/pool/messages/inbox";
import { startMail } from "../../../local/services/mail";
import type { Service } from "../../../local/services/service";

const AT = "2026-03-01T12:00:00.000Z";

let inbox: Inbox;
let mail: Service;
let client: SESv2Client;
beforeEach(async () => {
  inbox = createInbox();
  mail = await startMail({ inbox, now: () => new Date(AT) });
  client = new SESv2Client({
    endpoint: mail.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await mail.stop();
});

const LETTER = {
  FromEmailAddress: "Acme <no-reply@acme.example>",
  Destination: { ToAddresses: ["ada@acme.example"] },
  Content: {
    Simple: {
      Subject: { Data: "Join Acme" },
      Body: { Text: { Data: "Come in: https://app.example.com/join?invitation=s-1. See you." } },
    },
  },
} satisfies SendEmailCommandInput;

const send = (changes: Partial<SendEmailCommandInput> = {}) =>
  client.send(new SendEmailCommand({ ...LETTER, ...changes }));

/** The letter with another subject or body. */
const withSimple = (changes: object): Partial<SendEmailCommandInput> => ({
  Content: { Simple: { ...LETTER.Content.Simple, ...changes } },
});

test("a message lands in the inbox, with the link that it is for", async () => {
  const { MessageId } = await send();
  expect(MessageId).toEqual(expect.any(String));
  expect(inbox.messages()).toEqual([
    {
      at: AT,
      medium: "EMAIL",
      from: "Acme <no-reply@acme.example>",
      to: "ada@acme.example",
      occasion: "SendEmail",
      subject: "Join Acme",
      body: "Come in: https://app.example.com/join?invitation=s-1. See you.",
      link: "https://app.example.com/join?invitation=s-1",
    },
  ]);
});

test("of HTML and text, HTML is the body", async () => {
  const html = '<!doctype html><a href="https://app.example.com">Come in</a>';
  await send(withSimple({ Body: { Html: { Data: html }, Text: { Data: "Come in" } } }));
  await send(withSimple({ Body: { Html: { Data: html } } }));
  expect(inbox.messages()).toMatchObject([
    { body: html, text: "Come in" },
    { body: html, link: "https://app.example.com" },
  ]);
  expect(inbox.messages()[0]).not.toHaveProperty("link");
  expect(inbox.messages()[1]).not.toHaveProperty("text");
});

test("everybody whom it is sent to gets it", async () => {
  await send({
    Destination: {
      ToAddresses: ["Ada <ada@acme.example>", "grace@acme.example"],
      CcAddresses: ["cc@acme.example"],
    },
    ReplyToAddresses: ["help@acme.example"],
    ConfigurationSetName: "mails",
  });
  expect(inbox.messages().map(({ to }) => to)).toEqual([
    "ada@acme.example",
    "grace@acme.example",
    "cc@acme.example",
  ]);
});

test.each<[string, Partial<SendEmailCommandInput>, string]>([
  ["no sender", { FromEmailAddress: undefined }, "Missing required header 'From'."],
  ["a sender without a domain", { FromEmailAddress: "no-reply" }, "Missing final '@domain'"],
  ["a sender in other letters", { FromEmailAddress: "Ädä <a@acme.example>" }, "other characters than ASCII"],
  ["a line more in the sender", { FromEmailAddress: "A\r\nBcc: b@b.example <a@a.example>" }, "ASCII"],
  ["nobody to send to", { Destination: {} }, "Missing required header 'To'."],
  ["a recipient that is no address", { Destination: { ToAddresses: ["a b@c"] } }, "Illegal address"],
  ["two recipients in one", { Destination: { ToAddresses: ["a@a.example,b@b.example"] } }, "Illegal address"],
  [
    "too many recipients",
    { Destination: { ToAddresses: Array(51).fill("ada@acme.example") } },
    "Recipient count exceeds 50.",
  ],
  [
    "a line more in the subject",
    withSimple({ Subject: { Data: "Hi\nBcc: b@b.example" } }),
    "control characters",
  ],
  ["no subject", withSimple({ Subject: undefined }), "Content.Simple.Subject is missing"],
  ["no content", { Content: undefined }, "Content is missing"],
  ["neither text nor HTML", withSimple({ Body: {} }), "neither text nor HTML"],
])("a message with %s is refused", async (_, changes, message) => {
  await expect(send(changes)).rejects.toMatchObject({
    name: "BadRequestException",
    message: expect.stringContaining(message),
  });
  expect(inbox.messages()).toEqual([]);
});

test.each<[string, Partial<SendEmailCommandInput>]>([
  ["Content.Raw", { Content: { Raw: { Data: Buffer.from("Subject: Hi") } } }],
  ["Content.Template", { Content: { Template: { TemplateName: "hello" } } }],
  ["Content.Simple.Headers", withSimple({ Headers: [{ Name: "X-A", Value: "b" }] })],
  ["ListManagementOptions", { ListManagementOptions: { ContactListName: "news" } }],
])("%s is refused by name", async (name, changes) => {
  await expect(send(changes)).rejects.toThrow(`${name} is not imitated`);
  expect(inbox.messages()).toEqual([]);
});

test("nothing else is imitated", async () => {
  await expect(client.send(new GetAccountCommand({}))).rejects.toThrow(
    "GET /v2/email/account is not imitated",
  );
});
