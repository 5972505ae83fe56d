import type { Attributes } from "../page/dom";
import { type FormField, textField } from "../page/form";

// Fields for accounts, marked so that password managers and phones recognise them.

export const emailField = (attributes: Attributes = {}): FormField<"email"> =>
  textField(
    { name: "email", label: "E-mail address" },
    { type: "email", autocomplete: "username", ...attributes },
  );

/** A field for a new password, with the pool's rules beside it. */
export const newPassword = <const Name extends string>(name: Name, label: string): FormField<Name> =>
  textField(
    { name, label, hint: document.documentElement.dataset.passwordRules },
    { type: "password", autocomplete: "new-password" },
  );

export const codeField = (label = "Code from the e-mail"): FormField<"code"> =>
  textField({ name: "code", label }, { inputmode: "numeric", autocomplete: "one-time-code" });

/** People may type a code with a space in the middle. */
export const codeIn = (text: string): string => text.replaceAll(/\s/g, "");
