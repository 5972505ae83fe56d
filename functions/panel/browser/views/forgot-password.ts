import { send } from "../api/request";
import { addressOf, go } from "../page/address";
import { h, link } from "../page/dom";
import { form } from "../page/form";
import { tell } from "../page/notice";
import type { PanelView } from "../page/shell";
import { codeField, codeIn, emailField, newPassword } from "./account-fields";

/** @param show shows the second step */
export const forgotPasswordView = (show: (view: PanelView) => void): PanelView => ({
  title: "Choose a new password",
  content: h(
    "div",
    { class: "card" },
    h("p", {}, "We send a code to your address. With it you choose a new password."),
    form({
      fields: [emailField()],
      action: "Send code",
      more: link(addressOf(), "Back to sign-in"),
      async send({ email }) {
        await send("POST", "/auth/forgot-password", { body: { email } });
        show(resetView(email));
      },
    }),
  ),
});

const resetView = (email: string): PanelView => ({
  title: "Choose a new password",
  content: h(
    "div",
    { class: "card" },
    h("p", {}, `If there is an account, we have sent a code to ${email}.`),
    form({
      fields: [codeField(), newPassword("newPassword", "New password")],
      action: "Save the new password",
      more: link(addressOf(), "Back to sign-in"),
      async send({ code, newPassword }) {
        const body = { email, code: codeIn(code), newPassword };
        await send("POST", "/auth/reset-password", { body });
        tell("Your new password is saved. Please sign in.");
        go(addressOf());
      },
    }),
  ),
});
