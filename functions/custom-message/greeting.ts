import type { StringMap } from "../../shared/json";
import type { Occasion } from "../../shared/messages/occasion";

/**
 * The name to greet with, if any. A stranger can sign up with any name and with anybody's address, and so could send
 * a sentence of their own under our letterhead. So a name is used only where the address is proven or an
 * administrator wrote it, and only if it is plainly a name.
 */
export function nameToGreet(occasion: Occasion, attributes: StringMap): string | undefined {
  if (!isNameTrusted(occasion, attributes)) return undefined;
  return plainName(attributes.name) ?? plainName(attributes.given_name);
}

function isNameTrusted(occasion: Occasion, attributes: StringMap): boolean {
  switch (occasion) {
    case "invitation":
      return true;
    case "forgot-password":
    case "sign-in":
      return attributes.email_verified === "true";
    case "sign-up":
    case "resend-code":
    case "update-attribute":
    case "verify-attribute":
      return false;
  }
}

const LONGEST_NAME = 50;
const MOST_WORDS = 5;
/** Letters with their marks, joined by single apostrophes or hyphens: no digit, dot, slash, brace or bracket. */
const NAME_WORD = /^(?:\p{L}\p{M}{0,2})+(?:['’-](?:\p{L}\p{M}{0,2})+)*$/u;

function plainName(value: string | undefined): string | undefined {
  if (value === undefined || value.length > LONGEST_NAME) return undefined;
  const words = value.normalize("NFC").trim().split(/\s+/u);
  return words.length <= MOST_WORDS && words.every((word) => NAME_WORD.test(word))
    ? words.join(" ")
    : undefined;
}
