import { capitalised } from "./capitalised";
import { h } from "./dom";

/** A state as a word, with a colour. */
export const state = (word: string): HTMLElement =>
  h("span", { class: `state ${TONES[word] ?? "warn"}` }, capitalised(word));

const TONES: Readonly<Record<string, string>> = {
  active: "good",
  owned: "good",
  registered: "good",
  removed: "bad",
};
