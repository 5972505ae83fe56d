import { h } from "./dom";

/** A state as a word, and with a colour besides. */
export const state = (word: string): HTMLElement =>
  h("span", { class: `state ${TONES[word] ?? "warn"}` }, word.charAt(0).toUpperCase() + word.slice(1));

const TONES: Readonly<Record<string, string>> = {
  active: "good",
  owned: "good",
  registered: "good",
  removed: "bad",
};
