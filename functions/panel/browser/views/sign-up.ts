import { forgetInvitation, type LinkedInvitation } from "../api/invitation";
import { ApiProblem, send } from "../api/request";
import { addressOf } from "../page/address";
import { h, link } from "../page/dom";
import { form, textField } from "../page/form";
import type { PanelView } from "../page/shell";
import { emailField, newPassword } from "./account-fields";
import { confirmView } from "./confirm";
import { enter } from "./sign-in";

/**
 * The form for a person who comes by the link of an invitation. It does not show whether the address has an account.
 * @param show shows what comes next
 */
export const signUpView = (
  { secret, email }: LinkedInvitation,
  show: (view: PanelView) => void,
): PanelView => ({
  title: "You are invited",
  content: h(
    "div",
    { class: "card" },
    h("p", {}, "Make your account. We then send a code to your address, so that nobody else takes it."),
    form({
      fields: [
        emailField({ value: email, readonly: true }),
        textField({ name: "name", label: "Name" }, { maxlength: 256, autocomplete: "name" }),
        newPassword("password", "Password"),
      ],
      action: "Make the account",
      more: link(addressOf("sign-in"), "I have an account"),
      async send({ name, password }) {
        const body = { email, name: name.trim(), password, invitation: secret };
        const { confirmed } = await send<{ confirmed: boolean }>("POST", "/auth/sign-up", { body }).catch(
          explain,
        );
        forgetInvitation();
        if (confirmed) await enter({ email, password }, show);
        else show(confirmView(show, { email, password }));
      },
    }),
  ),
});

function explain(error: unknown): never {
  const words = error instanceof ApiProblem ? EXPLANATIONS[error.code ?? ""] : undefined;
  throw error instanceof ApiProblem && words !== undefined
    ? new ApiProblem(error.status, error.code, words, [])
    : error;
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  "account-exists":
    "This link makes no account for this address. If you have one, sign in: the invitation is under “My tenants”. If you have only just signed up, enter the code from the e-mail. Otherwise ask for another invitation.",
  refused:
    "The link is not valid, or no longer. Ask whoever invited you for another one. If you have an account, sign in.",
};
