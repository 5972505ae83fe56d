import { send } from "../api/request";
import { begin, type SignInAnswer } from "../api/session";
import { addressOf } from "../page/address";
import { h, link } from "../page/dom";
import { form, textField } from "../page/form";
import type { PanelView } from "../page/shell";
import { challengeView } from "./challenge";

/** @param show shows what the sign-in asks next */
export const signInView = (show: (view: PanelView) => void): PanelView => ({
  title: "Sign in",
  content: h(
    "div",
    { class: "card" },
    form({
      fields: [
        textField({ name: "email", label: "E-mail address" }, { type: "email", autocomplete: "username" }),
        textField(
          { name: "password", label: "Password" },
          { type: "password", autocomplete: "current-password" },
        ),
      ],
      action: "Sign in",
      more: link(addressOf("forgot-password"), "Forgot your password?"),
      async send({ email, password }) {
        const proceed = (answer: SignInAnswer): void => {
          if (answer.challenge === undefined) begin(answer);
          else show(challengeView(answer, email, proceed));
        };
        proceed(await send("POST", "/auth/sign-in", { body: { email, password } }));
      },
    }),
  ),
});
