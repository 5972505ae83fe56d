import { fieldErrorsOf, isOutdated, wordsOf } from "../api/words";
import { reload } from "./address";
import { type Attributes, type Child, h, newId, oneAtATime } from "./dom";
import { complain } from "./notice";

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A field with its label, a hint, and what is wrong with its value. */
export interface FormField<Name extends string = string> {
  readonly name: Name;
  readonly input: Input;
  readonly element: HTMLElement;
  complain(text: string): void;
}

interface Described<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly hint?: Child;
}

function described<const Name extends string>(
  { name, label, hint }: Described<Name>,
  inputOf: (attributes: Attributes) => Input,
): FormField<Name> {
  const id = newId(name);
  const input = inputOf({ id, name, "aria-describedby": hint ? `${id}-hint ${id}-error` : `${id}-error` });
  const error = h("p", { id: `${id}-error`, class: "field-error" });
  return {
    name,
    input,
    element: h(
      "div",
      { class: "field" },
      h("label", { for: id }, label),
      hint && h("p", { id: `${id}-hint`, class: "quiet" }, hint),
      input,
      error,
    ),
    complain(text) {
      error.textContent = text;
      input.ariaInvalid = text === "" ? null : "true";
    },
  };
}

/** Attributes for text that is not a word, such as an id. */
export const AS_TYPED = { autocapitalize: "none", autocomplete: "off", spellcheck: "false" } as const;

export const textField = <const Name extends string>(
  field: Described<Name>,
  attributes: Attributes = {},
): FormField<Name> =>
  described(field, (own) => h("input", { type: "text", required: true, ...own, ...attributes }));

export const textArea = <const Name extends string>(
  field: Described<Name>,
  { value = "", ...attributes }: Attributes & { readonly value?: string } = {},
): FormField<Name> => described(field, (own) => h("textarea", { rows: 4, ...own, ...attributes }, value));

/** @param options what may be chosen, with its words */
export const choice = <const Name extends string>(
  field: Described<Name>,
  options: readonly (readonly [value: string, words: string])[],
  chosen?: string,
): FormField<Name> =>
  described(field, (own) =>
    h(
      "select",
      own,
      options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)),
    ),
  );

interface FormSettings<Name extends string> {
  readonly fields: readonly FormField<Name>[];
  /** The text of the button. */
  readonly action: string;
  readonly more?: Child;
  send(values: Readonly<Record<Name, string>>): Promise<void>;
}

/** A form that shows errors, beside the field if an error is about one. */
export function form<const Name extends string>({
  fields,
  action,
  more,
  send,
}: FormSettings<Name>): HTMLFormElement {
  const failure = h("p", { role: "alert", class: "failure" });
  const submit = h("button", { type: "submit", class: "primary" }, action);
  const show = (error: unknown) => {
    const errors = fieldErrorsOf(error);
    const known = errors.filter((one) => fields.some(({ name }) => name === one.field));
    for (const field of fields) {
      const mine = known.find((one) => one.field === field.name);
      field.complain(mine === undefined ? "" : `This ${mine.detail}`);
    }
    failure.textContent = known.length > 0 && known.length === errors.length ? "" : wordsOf(error);
    fields.find(({ input }) => input.ariaInvalid === "true")?.input.focus();
  };
  const sendOnce = oneAtATime(async () => {
    failure.textContent = "";
    for (const field of fields) field.complain("");
    try {
      await send(
        Object.fromEntries(fields.map(({ name, input }) => [name, input.value])) as Record<Name, string>,
      );
    } catch (error) {
      if (isOutdated(error)) {
        complain(wordsOf(error));
        reload();
      } else show(error);
    }
  });
  return h(
    "form",
    {
      submit(event) {
        event.preventDefault();
        void sendOnce(event);
      },
    },
    fields.map(({ element }) => element),
    failure,
    h("div", { class: "actions" }, submit, more),
  );
}
