import { isOutdated, wordsOf } from "../api/words";
import { reload } from "./address";
import { button } from "./dom";
import { complain } from "./notice";

/** Runs something that may fail, and tells the person if it does. */
export async function act(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    complain(wordsOf(error));
    if (isOutdated(error)) reload();
  }
}

interface ActionSettings {
  readonly class?: string;
  /** What the action is about, if several buttons have the same text. */
  readonly about?: string;
}

/** A button for an action that may fail. */
export const actionButton = (
  text: string,
  work: () => Promise<void>,
  { class: look, about }: ActionSettings = {},
): HTMLButtonElement =>
  button(text, () => act(work), { class: look, "aria-label": about && `${text}: ${about}` });
