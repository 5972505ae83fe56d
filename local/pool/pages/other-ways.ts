import { type Html, html, NOTHING } from "../../html";
import { waysOfPool } from "../mfa/first-factors";
import { isPageOf, relyingPartyOf } from "../passkeys/relying-party";
import { allowsFlow } from "../sign-in/auth-flows";
import { addressOf } from "./page-request";
import type { Guest } from "./visit";
import type { Phrase } from "./words/phrases";

const WORDS: Readonly<Partial<Record<string, Phrase>>> = {
  EMAIL_OTP: "Send a code by e-mail",
  SMS_OTP: "Send a code by text message",
  WEB_AUTHN: "Use a passkey",
};

export const isOtherWay = (way: string | undefined): boolean =>
  way !== undefined && Object.hasOwn(WORDS, way);

/** The ways to sign in without a password. Everybody sees all of them, because the pages do not know the person yet. */
export function otherWays(guest: Guest): Html {
  const { pool, request, asked } = guest;
  if (!allowsFlow(asked.client, "ALLOW_USER_AUTH")) return NOTHING;
  return html`${waysOfPool(pool.settings).map((way) => {
    const phrase = WORDS[way];
    if (phrase === undefined) return NOTHING;
    const words = request.speech.say(phrase);
    if (way === "WEB_AUTHN" && !takesPasskeysHere(guest)) return elsewhere(guest, "/login", words);
    return html`<button class="second" name="way" value="${way}" formnovalidate>${words}</button>
`;
  })}`;
}

/** The link by which a signed-in person adds a passkey. */
export function wayToAddPasskey(guest: Guest): Html {
  const { pool, request, asked } = guest;
  const takesPasskeys = pool.settings.firstFactors.includes("WEB_AUTHN");
  if (!takesPasskeys || !allowsFlow(asked.client, "ALLOW_USER_AUTH")) return NOTHING;
  return takesPasskeysHere(guest)
    ? html`<p><a href="${addressOf("/passkeys/add", request.query)}">${request.speech.say("Add a passkey")}</a></p>`
    : NOTHING;
}

/** Browsers use passkeys only on pages of the relying party's domain. */
const takesPasskeysHere = ({ pool, request }: Guest): boolean => {
  const party = relyingPartyOf(pool.settings);
  return party !== undefined && isPageOf(party, request.origin);
};

/** An IP address is not a domain, so this links to the same page at `localhost`. */
function elsewhere({ pool, request }: Guest, path: string, words: string): Html {
  if (relyingPartyOf(pool.settings) !== "localhost") return NOTHING;
  const address = `http://localhost${/:\d+$/.exec(request.origin)?.[0] ?? ""}${addressOf(path, request.query)}`;
  return html`<p><a href="${address}">${request.speech.say("{way}, on this page at localhost", { way: words })}</a></p>
`;
}
