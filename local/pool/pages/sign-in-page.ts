import { html, NOTHING } from "../../html";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { type BrowserSession, findSession } from "./browser-session";
import { answerPage, field, type PageAnswer } from "./document";
import { addressOf, formOf, type PageRequest } from "./page-request";

interface Shown {
  /** What was typed before. */
  readonly login?: string | undefined;
  readonly alert?: string;
  readonly notice?: string;
}

/** Where people say who they are. */
export function signInPage(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  { login = asked.loginHint, alert, notice }: Shown = {},
): PageAnswer {
  const { query } = request;
  const session = usableSession(pool, request, asked);
  const known = session?.user.attributes.email;
  return answerPage({
    title: "Sign in",
    brand: pool.brandOf(asked.client.id),
    status: alert === undefined ? 200 : 400,
    alert,
    notice,
    leadsTo: asked.redirectUri,
    content: html`${known === undefined ? NOTHING : html`<p><a href="${addressOf("/oauth2/authorize", query)}">Continue as ${known}</a></p>`}
${formOf(
  pool,
  request,
  addressOf("/login", query),
  html`${field({ label: "E-mail address", name: "username", autocomplete: "username", value: login })}
${field({ label: "Password", name: "password", type: "password", autocomplete: "current-password" })}
<button>Sign in</button>`,
)}`,
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
