import { button, h } from "./dom";

/** Notices of success and of failure. Screen readers announce both as they appear. */
const done = h("div", { role: "status" });
const failed = h("div", { role: "alert" });

export const notices = h("div", { class: "notices" }, done, failed);

/** A notice stays in the view that an action leads to, and is gone in the next one. */
let isFresh = false;

interface Undo {
  readonly text: string;
  undo(): Promise<void>;
}

export function tell(text: string, undo?: Undo): void {
  clear();
  const undoing = undo && button(undo.text, () => undo.undo(), { class: "quiet-button" });
  done.append(h("p", { class: "notice" }, h("span", {}, text), undoing, dismissal()));
  isFresh = true;
}

export function complain(text: string): void {
  clear();
  failed.append(h("p", { class: "notice bad" }, h("span", {}, text), dismissal()));
  isFresh = true;
}

export function leaveNotices(): void {
  if (!isFresh) clear();
  isFresh = false;
}

/** Also those that would stay in the next view. */
export function forgetNotices(): void {
  isFresh = false;
  clear();
}

const dismissal = () => button("×", clear, { class: "quiet-button", "aria-label": "Dismiss" });

function clear(): void {
  done.replaceChildren();
  failed.replaceChildren();
}
