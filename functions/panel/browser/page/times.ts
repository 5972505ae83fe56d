import { h } from "./dom";

/** The page is in English. It uses the conventions of the reader's own English, if they have one. */
const LANGUAGE = navigator.languages.find((language) => language.startsWith("en")) ?? "en-GB";

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LANGUAGE, options);

const EXACT = format({ dateStyle: "full", timeStyle: "long" });
const DATE = format({ dateStyle: "medium" });
const CLOCK = format({ timeStyle: "short" });
const MOMENT = format({ dateStyle: "medium", timeStyle: "short" });
const DAY = format({ dateStyle: "full" });

/** A time in the reader's zone. Its exact form is shown as a tooltip. */
const timeIn =
  (words: Intl.DateTimeFormat) =>
  (iso: string | null | undefined): HTMLElement | undefined => {
    const date = new Date(iso ?? Number.NaN);
    if (Number.isNaN(date.getTime())) return undefined;
    return h("time", { datetime: date.toISOString(), title: EXACT.format(date) }, words.format(date));
  };

export const dateOf = timeIn(DATE);
export const clockOf = timeIn(CLOCK);
export const momentOf = timeIn(MOMENT);

/** The day of a time, as a heading. */
export const dayOf = (iso: string): string => DAY.format(new Date(iso));
