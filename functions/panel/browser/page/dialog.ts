import { button, h, newId } from "./dom";
import { textField } from "./form";

interface Question {
  readonly title: string;
  /** The consequences. */
  readonly text: string;
  /** The text of the button that does it. */
  readonly action: string;
  /** A text that the person has to type first, before something that cannot be undone. */
  readonly typed?: string;
}

/** Asks before something that cannot be undone. Escape and Cancel say no; the focus goes back to where it was. */
export function confirmed({ title, text, action, typed }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const id = newId("dialog");
    const field =
      typed === undefined
        ? undefined
        : textField(
            { name: "typed", label: `Type ${typed} to confirm` },
            { autocomplete: "off", required: false },
          );
    const finish = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    const dialog: HTMLDialogElement = h(
      "dialog",
      { "aria-labelledby": id, "aria-describedby": `${id}-text`, close: finish },
      h(
        "form",
        {
          submit(event) {
            event.preventDefault();
            if (typed !== undefined && field?.input.value.trim() !== typed) {
              field?.complain(`This is not ${typed}`);
              field?.input.focus();
            } else dialog.close("yes");
          },
        },
        h("h2", { id }, title),
        h("p", { id: `${id}-text` }, text),
        field?.element,
        h(
          "div",
          { class: "actions" },
          h("button", { type: "submit", class: "danger" }, action),
          button("Cancel", () => dialog.close("no"), { autofocus: field === undefined }),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
