import { type FormField, textField } from "../page/form";

/** A field for a new password, with the pool's rules beside it. */
export const newPassword = <const Name extends string = "newPassword">({
  name,
  label,
}: {
  readonly name: Name;
  readonly label: string;
}): FormField<Name> =>
  textField(
    { name, label, hint: document.documentElement.dataset.passwordRules },
    { type: "password", autocomplete: "new-password" },
  );
