import { html } from "../../html";
import { confirmSignUp } from "../api/sign-up/confirm-sign-up";
import { resendConfirmationCode } from "../api/sign-up/resend-confirmation-code";
import { codeField, hidden, loginField, type PageAnswer } from "./document";
import { addressOf, formOf, type PageRequest } from "./page-request";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words/error-words";

const PATH = "/confirmUser";

/** People who have signed up prove their address here. */
export function confirmUserPage(guest: Guest, { login = "", ...said }: Said = {}): PageAnswer {
  const { pool, request } = guest;
  const { speech } = request;
  const { say } = speech;
  const resend = html`${hidden("username", login)}<button class="second" name="resend" value="yes">${say("Send another code")}</button>`;
  return formPage(guest, {
    ...said,
    title: say("Prove your address"),
    path: PATH,
    fields: html`${loginField(speech, login)}
${codeField(speech)}`,
    button: say("Confirm"),
    ...(login !== "" && { after: formOf(pool, request, addressOf(PATH, request.query), resend) }),
    links: { "/login": say("Back to signing in") },
  });
}

export const sentTo = (
  details: { readonly Destination: string } | undefined,
  { say }: Pick<PageRequest["speech"], "say">,
): string => say("A code was sent to {address}.", { address: details?.Destination ?? "" });

export async function takeConfirmation(visit: Visit): Promise<PageAnswer> {
  const { request, refused } = visit;
  const login = typedIn(request, "username");
  try {
    if (request.form.has("resend")) {
      const { CodeDeliveryDetails } = await runFor(visit, resendConfirmationCode, login);
      return confirmUserPage(visit, { login, notice: sentTo(CodeDeliveryDetails, request.speech) });
    }
    await runFor(visit, confirmSignUp, login, { ConfirmationCode: typedIn(request, "code") });
    return signInPage(visit, { login, notice: request.speech.say("Your address is proven. Sign in.") });
  } catch (error) {
    refused(login, error);
    return confirmUserPage(visit, { login, alert: wordsOf(error, request.speech) });
  }
}
