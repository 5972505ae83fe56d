import { html } from "../../html";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { type BrowserSession, findSession } from "./browser-session";
import { field, loginField, type PageAnswer } from "./document";
import { addressOf, type PageRequest } from "./page-request";
import { formPage, type Guest, type Said } from "./visit";

/** Where people say who they are. */
export function signInPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { pool, request, asked } = guest;
  const { speech } = request;
  const { say } = speech;
  const known = usableSession(pool, request, asked)?.user.attributes.email;
  return formPage(guest, {
    ...said,
    title: say("Sign in"),
    path: "/login",
    fields: html`${loginField(speech, login ?? asked.loginHint)}
${field({ label: say("Password"), name: "password", type: "password", autocomplete: "current-password" })}`,
    button: say("Sign in"),
    ...(known !== undefined && {
      before: html`<p><a href="${addressOf("/oauth2/authorize", request.query)}">${say("Continue as {person}", { person: known })}</a></p>`,
    }),
    links: {
      "/forgotPassword": say("Forgot your password?"),
      ...(!pool.settings.onlyAdministratorsCreate && { "/signup": say("Sign up") }),
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
