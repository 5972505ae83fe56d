import { de } from "./de";
import { es } from "./es";
import { fr } from "./fr";
import { it } from "./it";
import { PHRASES, type Phrase, type Translation } from "./phrases";
import { pt } from "./pt";

/** The languages of the suite's messages. */
export const LANGUAGES = ["en", "de", "fr", "es", "pt", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

const TRANSLATIONS: Readonly<Record<Exclude<Language, "en">, Translation>> = { de, fr, es, pt, it };

/** The texts of the pages in one language. */
export interface Speech {
  readonly language: Language;
  readonly say: (phrase: Phrase, values?: Readonly<Record<string, string>>) => string;
  /** The pool's sentence in this language if there is a translation, or else as it is. */
  readonly repeat: (sentence: string) => string;
}

export function speechIn(language: Language): Speech {
  const inLanguage = (phrase: Phrase): string =>
    language === "en" ? phrase : TRANSLATIONS[language][phrase];
  return {
    language,
    say: (phrase, values = {}) =>
      inLanguage(phrase).replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap),
    repeat: (sentence) => (isPhrase(sentence) ? inLanguage(sentence) : sentence),
  };
}

const isPhrase = (sentence: string): sentence is Phrase => (PHRASES as readonly string[]).includes(sentence);

/** The language of a tag such as `pt-BR`; undefined if there are no texts in it. */
export function languageNamed(tag: string | null | undefined): Language | undefined {
  const [primary] = (tag ?? "").toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === primary);
}
