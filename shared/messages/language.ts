import { oneOf } from "../runtime/readers";

export const LANGUAGES = ["en", "de", "fr", "es", "pt", "it"] as const;

export const readLanguage = oneOf(...LANGUAGES);

export type Language = (typeof LANGUAGES)[number];

/** A language tag may have many parts, but no real one is longer than this. */
const LONGEST_TAG = 35;
const TAG = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/i;

/**
 * The language of the first tag that names one of ours. The tags may come from anyone, so they are used for nothing
 * else.
 */
export function chooseLanguage(tags: readonly (string | undefined)[], fallback: Language): Language {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return fallback;
}

function languageOf(tag: string | undefined): Language | undefined {
  if (tag === undefined || tag.length > LONGEST_TAG) return undefined;
  const primary = TAG.exec(tag)?.[1]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}
