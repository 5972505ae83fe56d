import { html } from "../../html";
import { CognitoError } from "../api/errors";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { type BrowserSession, findSession } from "./browser-session";
import { confirmUserPage } from "./confirm-user-page";
import { field, type PageAnswer } from "./document";
import { forgotPasswordPage } from "./forgot-password-page";
import { addressOf, type PageRequest } from "./page-request";
import { signInOnPage } from "./sign-in-steps";
import { formPage, type Guest, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words";

/** Where people say who they are. */
export function signInPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { pool, request, asked } = guest;
  const known = usableSession(pool, request, asked)?.user.attributes.email;
  return formPage(guest, {
    ...said,
    title: "Sign in",
    path: "/login",
    fields: html`${field({ label: "E-mail address", name: "username", autocomplete: "username", value: login ?? asked.loginHint })}
${field({ label: "Password", name: "password", type: "password", autocomplete: "current-password" })}`,
    button: "Sign in",
    ...(known !== undefined && {
      before: html`<p><a href="${addressOf("/oauth2/authorize", request.query)}">Continue as ${known}</a></p>`,
    }),
    links: {
      "/forgotPassword": "Forgot your password?",
      ...(!pool.settings.onlyAdministratorsCreate && { "/signup": "Sign up" }),
    },
  });
}

/** The sign-in that this browser has already made, unless the client wants another. */
export function usableSession(
  pool: Pool,
  { sessionTicket }: Pick<PageRequest, "sessionTicket">,
  { prompt, maxAge }: Pick<AuthorizationRequest, "prompt" | "maxAge">,
): BrowserSession | undefined {
  if (prompt.includes("login") || prompt.includes("select_account")) return undefined;
  const session = findSession(pool, sessionTicket);
  if (session === undefined) return undefined;
  const age = pool.now().getTime() / 1_000 - session.authTime;
  return maxAge === undefined || age <= maxAge ? session : undefined;
}

export async function takeSignIn(visit: Visit): Promise<PageAnswer> {
  const { pool, request, asked, refused } = visit;
  const login = typedIn(request, "username");
  const password = request.form.get("password") ?? "";
  if (login === "" || password === "")
    return signInPage(visit, { login, alert: "Enter your address and your password." });
  try {
    return await signInOnPage(pool, request, asked, { login, password });
  } catch (error) {
    refused(login, error);
    const type = error instanceof CognitoError ? error.type : undefined;
    const said = { login, alert: wordsOf(error) };
    // Both say what is missing, and the page for it is the next one.
    if (type === "UserNotConfirmedException") return confirmUserPage(visit, said);
    if (type === "PasswordResetRequiredException") return forgotPasswordPage(visit, said);
    return signInPage(visit, said);
  }
}
