import { html } from "../../html";
import { confirmForgotPassword } from "../api/passwords/confirm-forgot-password";
import { forgotPassword } from "../api/passwords/forgot-password";
import { policyInWords } from "./challenge-page";
import { codeField, field, loginField, type PageAnswer } from "./document";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words/error-words";

export function forgotPasswordPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { speech } = guest.request;
  return formPage(guest, {
    ...said,
    title: speech.say("Choose another password"),
    path: "/forgotPassword",
    fields: loginField(speech, login),
    button: speech.say("Send a code"),
    links: { "/login": speech.say("Back to signing in") },
  });
}

export async function takeForgotten(visit: Visit): Promise<PageAnswer> {
  const login = typedIn(visit.request, "username");
  try {
    const { CodeDeliveryDetails } = await runFor(visit, forgotPassword, login);
    // Nobody may learn here whether there is an account.
    const notice = visit.request.speech.say("If there is such an account, a code was sent to {address}.", {
      address: CodeDeliveryDetails?.Destination ?? "",
    });
    return newPasswordPage(visit, { login, notice });
  } catch (error) {
    visit.refused(login, error);
    return forgotPasswordPage(visit, { login, alert: wordsOf(error, visit.request.speech) });
  }
}

export function newPasswordPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { speech } = guest.request;
  const { say } = speech;
  return formPage(guest, {
    ...said,
    title: say("Enter the code and another password"),
    path: "/confirmForgotPassword",
    fields: html`${loginField(speech, login)}
${codeField(speech)}
${field({ label: say("New password"), name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(guest.pool.settings.passwordPolicy, speech) })}`,
    button: say("Save"),
    links: { "/forgotPassword": say("Send another code"), "/login": say("Back to signing in") },
  });
}

export async function takeNewPassword(visit: Visit): Promise<PageAnswer> {
  const { request, refused } = visit;
  const login = typedIn(request, "username");
  try {
    await runFor(visit, confirmForgotPassword, login, {
      ConfirmationCode: typedIn(request, "code"),
      Password: request.form.get("password") ?? "",
    });
    return signInPage(visit, {
      login,
      notice: request.speech.say("Your password is changed. Sign in with it."),
    });
  } catch (error) {
    refused(login, error);
    return newPasswordPage(visit, { login, alert: wordsOf(error, request.speech) });
  }
}
