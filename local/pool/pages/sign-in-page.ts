import { type Html, html } from "../../html";
import { offeredProviders, offersPasswords, signsIn } from "../federation/offered-providers";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { type BrowserSession, findSession } from "./browser-session";
import { answerPage, field, loginField, type PageAnswer } from "./document";
import { otherWays, wayToAddPasskey } from "./other-ways";
import { addressOf, type PageRequest } from "./page-request";
import { formPage, type Guest, type Said } from "./visit";

/** The page for a password, or for choosing another way or a provider. */
export function signInPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { pool, request, asked } = guest;
  if (!offersPasswords(asked.client)) return providersPage(guest, said);
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
    others: otherWays(guest),
    ...(known !== undefined && {
      before: html`<p><a href="${addressOf("/oauth2/authorize", request.query)}">${say("Continue as {person}", { person: known })}</a></p>
${wayToAddPasskey(guest)}`,
    }),
    after: providerLinks(guest),
    links: {
      "/forgotPassword": say("Forgot your password?"),
      ...(!pool.settings.onlyAdministratorsCreate && { "/signup": say("Sign up") }),
    },
  });
}

/** The page of a client whose people have no passwords. */
const providersPage = (guest: Guest, { alert, notice }: Omit<Said, "login">): PageAnswer =>
  answerPage({
    title: guest.request.speech.say("Sign in"),
    speech: guest.request.speech,
    brand: guest.pool.brandOf(guest.asked.client.id),
    status: alert === undefined ? 200 : 400,
    alert,
    notice,
    content: providerLinks(guest),
  });

const providerLinks = ({ pool, request, asked }: Guest): Html => {
  const providers = offeredProviders(pool, asked.client);
  const addressThrough = (provider: string) => {
    const query = new URLSearchParams(request.query);
    query.delete("idp_identifier");
    query.set("identity_provider", provider);
    return addressOf("/oauth2/authorize", query);
  };
  return html`${providers.map(
    ({ name }) =>
      html`<a class="button second" href="${addressThrough(name)}">${request.speech.say("Continue with {provider}", { provider: name })}</a>`,
  )}`;
};

/**
 * The earlier sign-in of this browser. Undefined if the client wants a new one, or does not accept its age or its
 * provider.
 */
export function usableSession(
  pool: Pool,
  { sessionTicket }: Pick<PageRequest, "sessionTicket">,
  { prompt, maxAge, client, identityProvider }: AuthorizationRequest,
): BrowserSession | undefined {
  if (prompt.includes("login") || prompt.includes("select_account")) return undefined;
  const session = findSession(pool, sessionTicket);
  if (session === undefined || !signsIn(session.provider, client)) return undefined;
  if (identityProvider !== undefined && identityProvider !== session.provider) return undefined;
  const age = pool.now().getTime() / 1_000 - session.authTime;
  return maxAge === undefined || age <= maxAge ? session : undefined;
}
