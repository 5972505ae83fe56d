import { linkedInvitation } from "../api/invitation";
import { send } from "../api/request";
import { begin, type SignInAnswer } from "../api/session";
import { addressOf } from "../page/address";
import { h, link } from "../page/dom";
import { form, textField } from "../page/form";
import type { PanelView } from "../page/shell";
import { emailField } from "./account-fields";
import { challengeView } from "./challenge";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs a person in, or shows the challenge that they have to answer first. */
export async function enter(credentials: Credentials, show: (view: PanelView) => void): Promise<void> {
  const proceed = (answer: SignInAnswer): void => {
    if (answer.challenge === undefined) begin(answer);
    else show(challengeView(answer, credentials.email, proceed));
  };
  proceed(await send("POST", "/auth/sign-in", { body: credentials }));
}

/** @param show shows what the sign-in asks next */
export const signInView = (show: (view: PanelView) => void): PanelView => ({
  title: "Sign in",
  content: h(
    "div",
    { class: "card" },
    linkedInvitation() && [
      h("p", {}, "You then find the invitation under “My tenants”."),
      h("p", {}, link(addressOf(), "Make an account instead")),
    ],
    form({
      fields: [
        emailField({ value: linkedInvitation()?.email }),
        textField(
          { name: "password", label: "Password" },
          { type: "password", autocomplete: "current-password" },
        ),
      ],
      action: "Sign in",
      more: [
        link(addressOf("forgot-password"), "Forgot your password?"),
        link(addressOf("confirm"), "Enter a code"),
      ],
      send: (credentials) => enter(credentials, show),
    }),
  ),
});
