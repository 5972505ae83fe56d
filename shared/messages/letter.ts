import { FaultError } from "../runtime/errors";
import type { Brand } from "./brand";
import { interpolate } from "./interpolate";
import type { Language } from "./language";
import type { Occasion } from "./occasion";
import type { Placeholders } from "./placeholders";
import { WORDS } from "./words";
import { verification } from "./words/en";
import type { OccasionWords } from "./words/vocabulary";

/** `verification` is the pool's own template: one English text for every code, for when the trigger composes none. */
export type Topic =
  | { readonly occasion: Occasion; readonly language: Language }
  | { readonly occasion: "verification"; readonly language: "en" };

export const wordsOf = (topic: Topic): OccasionWords =>
  topic.occasion === "verification" ? verification : WORDS[topic.language].occasions[topic.occasion];

/** An e-mail before it is formatted. Its texts are plain. Its placeholders have to be written exactly as they are. */
export interface Letter {
  readonly language: Language;
  readonly brand: Brand;
  readonly title: string;
  readonly salutation: string;
  readonly opening: string;
  readonly lines: readonly LetterLine[];
  readonly button: Button | undefined;
  readonly colon: string;
  readonly closing: readonly string[];
  readonly help: string;
}

/** A link. Its address is shown as well, because not every mail program shows buttons. */
export interface Button {
  readonly label: string;
  readonly url: string;
}

export interface LetterLine {
  readonly label: string;
  readonly placeholder: string;
}

export function writeLetter(
  topic: Topic,
  brand: Brand,
  placeholders: Placeholders,
  greeting: string | undefined,
): Letter {
  const { hello, helloName, colon, help } = WORDS[topic.language];
  const { subject, happened, validity, unasked } = wordsOf(topic);
  const filled = (text: string): string => interpolate(text, { brand: brand.name });
  return {
    language: topic.language,
    brand,
    title: filled(subject),
    salutation: greeting === undefined ? hello : interpolate(helloName, { name: greeting }),
    opening: filled(happened),
    lines: linesOf(topic, placeholders),
    button: undefined,
    colon,
    closing: [filled(validity), filled(unasked)],
    help,
  };
}

function linesOf({ occasion, language }: Topic, { code, username }: Placeholders): readonly LetterLine[] {
  const { labels } = WORDS[language];
  if (occasion !== "invitation") return [{ label: labels.code, placeholder: code }];
  if (username === undefined) throw new FaultError("an invitation needs a user name");
  return [
    { label: labels.username, placeholder: username },
    { label: labels.password, placeholder: code },
  ];
}
