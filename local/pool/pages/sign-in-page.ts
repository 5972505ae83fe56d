import { html } from "../../html";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { type BrowserSession, findSession } from "./browser-session";
import { field, type PageAnswer } from "./document";
import { otherWays, wayToAddPasskey } from "./other-ways";
import { addressOf, type PageRequest } from "./page-request";
import { formPage, type Guest, type Said } from "./visit";

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
    others: otherWays(guest),
    ...(known !== undefined && {
      before: html`<p><a href="${addressOf("/oauth2/authorize", request.query)}">Continue as ${known}</a></p>
${wayToAddPasskey(guest)}`,
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
