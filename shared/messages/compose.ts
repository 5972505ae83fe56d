import { FaultError } from "../runtime/errors";
import { oneOf } from "../runtime/readers";
import type { Brand } from "./brand";
import { renderHtml } from "./html";
import { interpolate } from "./interpolate";
import { type Topic, wordsOf, writeLetter } from "./letter";
import type { Placeholders } from "./placeholders";
import { renderText } from "./text";

export const EMAIL_FORMATS = ["html", "text"] as const;

export const readEmailFormat = oneOf(...EMAIL_FORMATS);

export type EmailFormat = (typeof EMAIL_FORMATS)[number];

export type Message = Topic & { readonly brand: Brand; readonly placeholders: Placeholders };

/** `greeting` is a name. The caller has decided that it may be used. */
export type EmailMessage = Message & { readonly format: EmailFormat; readonly greeting?: string };

export interface Email {
  readonly subject: string;
  readonly body: string;
}

const LONGEST_SMS = 140;
/** A user name and a temporary password are longer than the placeholders they replace. */
const LONGEST_INVITATION_SMS = 100;
const LONGEST_SUBJECT = 140;
const LONGEST_BODY = 20_000;

export function composeSms(message: Message): string {
  const { sms } = wordsOf(message);
  const limit = message.occasion === "invitation" ? LONGEST_INVITATION_SMS : LONGEST_SMS;
  return withinLimit(limit, message.brand, ({ name }) =>
    interpolate(sms, { brand: name, ...message.placeholders }),
  );
}

export function composeEmail(message: EmailMessage): Email {
  const { brand, placeholders, greeting } = message;
  const { subject } = wordsOf(message);
  const render = message.format === "html" ? renderHtml : renderText;
  return {
    subject: withinLimit(LONGEST_SUBJECT, brand, ({ name }) => interpolate(subject, { brand: name })),
    body: withinLimit(LONGEST_BODY, brand, (named) =>
      render(writeLetter(message, named, placeholders, greeting)),
    ),
  };
}

/** Shortens a text that is too long at the end of the brand's name, and never within other words or the code. */
function withinLimit(limit: number, brand: Brand, write: (brand: Brand) => string): string {
  for (const name of namesDownFrom(brand.name)) {
    const text = write({ ...brand, name });
    if (text.length <= limit) return text;
  }
  throw new FaultError(`the message does not fit into ${limit} characters`);
}

/** The name, then the name with one character less each time. A character is what a reader sees as one. */
function* namesDownFrom(name: string): Generator<string> {
  yield name;
  const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  for (let kept = characters.length - 1; kept > 0; kept--) yield characters.slice(0, kept).join("").trimEnd();
}
