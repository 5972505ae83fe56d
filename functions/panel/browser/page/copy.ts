import { button, h, newId } from "./dom";
import { tell } from "./notice";

/** Text to copy. If the clipboard is not available, the text is selected instead. */
export function copyable(label: string, text: string): HTMLElement {
  const id = newId("copy");
  const input = h("input", { id, type: "text", readonly: true, value: text, class: "code" });
  const copy = async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(text);
      tell(`${label} is copied.`);
    } catch {
      tell(`${label} is selected: copy it with the keyboard.`);
    }
  };
  return h(
    "div",
    { class: "copyable" },
    h("label", { for: id }, label),
    h("div", { class: "joined" }, input, button("Copy", copy, { "aria-label": `Copy: ${label}` })),
  );
}
