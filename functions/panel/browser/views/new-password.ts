import { type FormField, textField } from "../page/form";

/** A field for a new password, with the pool's rules beside it. */
export const newPassword = (): FormField<"newPassword"> =>
  textField(
    { name: "newPassword", label: "New password", hint: document.documentElement.dataset.passwordRules },
    { type: "password", autocomplete: "new-password" },
  );
