import { send } from "../api/request";
import { wordsOf } from "../api/words";
import { actionButton } from "../page/act";
import { addressOf, go } from "../page/address";
import { h, link } from "../page/dom";
import { form } from "../page/form";
import { complain, tell } from "../page/notice";
import type { PanelView } from "../page/shell";
import { codeField, codeIn, emailField, newPassword } from "./account-fields";
import { type Credentials, enter } from "./sign-in";

/**
 * Proves an address by the code that was sent to it. The password that is entered with the code is the one that
 * counts.
 * @param show shows what the sign-in asks next
 * @param signedUp the credentials of a sign-up just made; without them, the form asks for them
 */
export function confirmView(show: (view: PanelView) => void, signedUp?: Credentials): PanelView {
  const email = emailField({ value: signedUp?.email, readonly: signedUp !== undefined });

  async function sendAnother(): Promise<void> {
    if (!email.input.reportValidity()) return;
    await send("POST", "/auth/resend-code", { body: { email: email.input.value } });
    tell("If a code is awaited for this address, another one is in the mail.");
  }

  return {
    title: "Enter your code",
    content: h(
      "div",
      { class: "card" },
      h(
        "p",
        {},
        signedUp === undefined
          ? "For somebody who has signed up and not yet entered the code from the e-mail. Do not enter a code that you did not ask for."
          : "We have sent it to your address.",
      ),
      form({
        fields: [
          email,
          codeField(),
          ...(signedUp === undefined ? [newPassword("password", "Password from now on")] : []),
        ],
        action: "Confirm",
        more: [actionButton("Send another code", sendAnother), link(addressOf("sign-in"), "Back to sign-in")],
        async send({ email, code, password = signedUp?.password ?? "" }) {
          const body = { email, code: codeIn(code), password };
          await send("POST", "/auth/confirm", { body });
          try {
            await enter({ email, password }, show);
          } catch (error) {
            complain(`Your address is confirmed. ${wordsOf(error)}`);
            go(addressOf("sign-in"));
          }
        },
      }),
    ),
  };
}
