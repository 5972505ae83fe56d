import type { Brand } from "./brand";
import { renderHtml } from "./html";
import { interpolate } from "./interpolate";
import type { Language } from "./language";
import type { Letter } from "./letter";
import { renderText } from "./text";
import { WORDS } from "./words";

/** The content of a letter that invites to a tenant. */
export interface Offer {
  readonly language: Language;
  /** Who invites. */
  readonly brand: Brand;
  readonly link: string;
  readonly until: Date;
}

export interface OfferLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The letter greets nobody by name, because the inviter gives only an address. */
export function composeOffer({ language, brand, link, until }: Offer): OfferLetter {
  const { hello, colon, help, offer } = WORDS[language];
  const filled = (text: string) =>
    interpolate(text, { brand: brand.name, until: dateIn(language).format(until) });
  const letter: Letter = {
    language,
    brand,
    title: filled(offer.subject),
    salutation: hello,
    opening: filled(offer.happened),
    lines: [],
    button: { label: offer.button, url: link },
    colon,
    closing: [filled(offer.validity), filled(offer.unasked)],
    help,
  };
  return { subject: letter.title, text: renderText(letter), html: renderHtml(letter) };
}

/** The time names its zone, because the reader's zone is not known. */
const dateIn = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  });
