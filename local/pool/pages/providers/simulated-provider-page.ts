import { type Html, html, NOTHING } from "../../../html";
import { requireProvider } from "../../federation/identities";
import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import { answerPage, field, type PageAnswer, redirectTo } from "../document";
import { addressOf, formOf, type PageRequest } from "../page-request";
import { speechIn } from "../words/speech";
import type { ProviderSignIn } from "./provider-sign-in";
import {
  accountsAt,
  answerTyped,
  CLAIM,
  claimsOf,
  issueAnswer,
  type KnownAccount,
  newSubject,
  SIMULATED_PROVIDER,
} from "./simulated-provider";

interface AtProvider {
  readonly state: string;
  readonly signIn: ProviderSignIn;
}

/**
 * Stands in for the page on which a provider asks people who they are. Here they choose an account, and what the
 * provider says of it.
 */
export function simulatedProviderPage(
  pool: Pool,
  request: PageRequest,
  { state, signIn }: AtProvider,
  alert?: string,
): PageAnswer {
  const provider = requireProvider(pool, signIn.provider);
  const loginHint = new URLSearchParams(signIn.query).get("login_hint");
  const known = accountsAt(pool, provider);
  const form = (content: Html) =>
    formOf(pool, request, addressOf(SIMULATED_PROVIDER, new URLSearchParams({ state })), content);
  return answerPage({
    title: `Sign in at ${provider.name}`,
    brand: { name: "A simulated provider" },
    // The page is a tool for developers. The other tools of the laptop edition are in English as well.
    speech: speechIn("en"),
    status: alert === undefined ? 200 : 400,
    alert,
    leadsTo: signIn.leadsTo,
    content: html`<p>This page of your laptop stands for ${provider.name}. It asks for no password: say who you want to be there, and what the provider is to say of you. It may lie.</p>
${
  known.length === 0
    ? NOTHING
    : form(html`<fieldset><legend>Been here before</legend>
${known.map(knownButton)}
</fieldset>`)
}
${form(html`${field({ label: "Account at the provider", name: "subject", autocomplete: "off", value: newSubject() })}
${claimsOf(provider).map((claim) => claimField(claim, loginHint))}
<label for="further">Further claims</label>
<textarea id="further" name="further" rows="3" spellcheck="false" autocapitalize="none" aria-describedby="further-hint">${furtherClaims(provider)}</textarea>
<p class="hint" id="further-hint">One a line, as name=value.</p>
<button>Sign in</button>
<button class="second" name="cancel" value="yes" formnovalidate>Cancel</button>`)}`,
  });
}

const knownButton = ({ subject, attributes }: KnownAccount): Html =>
  html`<button class="second" name="known" value="${subject}">${[subject, ...Object.values(attributes)].slice(0, 2).join(", ")}</button>`;

/** SAML names claims by long addresses. Only the end of the address is shown. */
const claimField = (claim: string, loginHint: string | null): Html => {
  const label = claim.replace(/^.*\//, "");
  return field({
    label,
    name: CLAIM + claim,
    autocomplete: "off",
    value: /^e-?mail(address)?$/i.test(label) ? (loginHint ?? "") : "",
    isOptional: true,
  });
};

/** Most providers mark every address as verified. */
const furtherClaims = ({ type }: IdentityProviderSettings): string =>
  type === "SAML" ? "" : "email_verified=true";

/** Sends the person back to the pool, with a code or with an error. */
export function takeSimulatedSignIn(pool: Pool, request: PageRequest, at: AtProvider): PageAnswer {
  const { state, signIn } = at;
  const back = (values: Readonly<Record<string, string>>) =>
    redirectTo(`${signIn.redirectUri}?${new URLSearchParams({ ...values, state })}`, 303);
  if (request.form.has("cancel"))
    return back({ error: "access_denied", error_description: "The sign-in was cancelled" });
  const answer = answerTyped(pool, requireProvider(pool, signIn.provider), request);
  if (answer === undefined)
    return simulatedProviderPage(pool, request, at, "Name an account, of at most 128 characters.");
  return back({ code: issueAnswer(pool, state, answer) });
}
