import { html } from "../../html";
import { confirmForgotPassword } from "../api/passwords/confirm-forgot-password";
import { forgotPassword } from "../api/passwords/forgot-password";
import { policyInWords } from "./challenge-page";
import { CODE_FIELD, field, type PageAnswer } from "./document";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words";

export const forgotPasswordPage = (guest: Guest, { login, ...said }: Said = {}): PageAnswer =>
  formPage(guest, {
    ...said,
    title: "Choose another password",
    path: "/forgotPassword",
    fields: field({ label: "E-mail address", name: "username", autocomplete: "username", value: login }),
    button: "Send a code",
    links: { "/login": "Back to signing in" },
  });

export async function takeForgotten(visit: Visit): Promise<PageAnswer> {
  const login = typedIn(visit.request, "username");
  try {
    const { CodeDeliveryDetails } = await runFor(visit, forgotPassword, login);
    // Nobody learns here whether there is an account.
    const notice = `If there is such an account, a code was sent to ${CodeDeliveryDetails?.Destination}.`;
    return newPasswordPage(visit, { login, notice });
  } catch (error) {
    visit.refused(login, error);
    return forgotPasswordPage(visit, { login, alert: wordsOf(error) });
  }
}

export const newPasswordPage = (guest: Guest, { login, ...said }: Said = {}): PageAnswer =>
  formPage(guest, {
    ...said,
    title: "Enter the code and another password",
    path: "/confirmForgotPassword",
    fields: html`${field({ label: "E-mail address", name: "username", autocomplete: "username", value: login })}
${field(CODE_FIELD)}
${field({ label: "New password", name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(guest.pool.settings.passwordPolicy) })}`,
    button: "Save",
    links: { "/forgotPassword": "Send another code", "/login": "Back to signing in" },
  });

export async function takeNewPassword(visit: Visit): Promise<PageAnswer> {
  const { request, refused } = visit;
  const login = typedIn(request, "username");
  try {
    await runFor(visit, confirmForgotPassword, login, {
      ConfirmationCode: typedIn(request, "code"),
      Password: request.form.get("password") ?? "",
    });
    return signInPage(visit, { login, notice: "Your password is changed. Sign in with it." });
  } catch (error) {
    refused(login, error);
    return newPasswordPage(visit, { login, alert: wordsOf(error) });
  }
}
