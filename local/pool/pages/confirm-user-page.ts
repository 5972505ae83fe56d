import { html } from "../../html";
import { confirmSignUp } from "../api/sign-up/confirm-sign-up";
import { resendConfirmationCode } from "../api/sign-up/resend-confirmation-code";
import { CODE_FIELD, field, hidden, type PageAnswer } from "./document";
import { addressOf, formOf } from "./page-request";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words";

const PATH = "/confirmUser";

/** Where somebody proves the address with which they have signed up. */
export function confirmUserPage(guest: Guest, { login = "", ...said }: Said = {}): PageAnswer {
  const { pool, request } = guest;
  const resend = html`${hidden("username", login)}<button class="second" name="resend" value="yes">Send another code</button>`;
  return formPage(guest, {
    ...said,
    title: "Prove your address",
    path: PATH,
    fields: html`${field({ label: "E-mail address", name: "username", autocomplete: "username", value: login })}
${field(CODE_FIELD)}`,
    button: "Confirm",
    ...(login !== "" && { after: formOf(pool, request, addressOf(PATH, request.query), resend) }),
    links: { "/login": "Back to signing in" },
  });
}

export async function takeConfirmation(visit: Visit): Promise<PageAnswer> {
  const { request, refused } = visit;
  const login = typedIn(request, "username");
  try {
    if (request.form.has("resend")) {
      const { CodeDeliveryDetails } = await runFor(visit, resendConfirmationCode, login);
      return confirmUserPage(visit, {
        login,
        notice: `A code was sent to ${CodeDeliveryDetails?.Destination}.`,
      });
    }
    await runFor(visit, confirmSignUp, login, { ConfirmationCode: typedIn(request, "code") });
    return signInPage(visit, { login, notice: "Your address is proven. Sign in." });
  } catch (error) {
    refused(login, error);
    return confirmUserPage(visit, { login, alert: wordsOf(error) });
  }
}
