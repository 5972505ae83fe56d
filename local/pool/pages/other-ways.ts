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

/** The ways in without a password. Everybody sees all of them: the pages do not know yet who it is. */
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

/** Where somebody who has signed in makes a passkey. */
export function wayToAddPasskey(guest: Guest): Html {
  const { pool, request, asked } = guest;
  const takesPasskeys = pool.settings.firstFactors.includes("WEB_AUTHN");
  if (!takesPasskeys || !allowsFlow(asked.client, "ALLOW_USER_AUTH")) return NOTHING;
  return takesPasskeysHere(guest)
    ? html`<p><a href="${addressOf("/passkeys/add", request.query)}">${request.speech.say("Add a passkey")}</a></p>`
    : NOTHING;
}

/** Browsers give passkeys only to pages of the domain that they are for. */
const takesPasskeysHere = ({ pool, request }: Guest): boolean => {
  const party = relyingPartyOf(pool.settings);
  return party !== undefined && isPageOf(party, request.origin);
};

/** An address of numbers is no domain: the same page has a name as well. */
function elsewhere({ pool, request }: Guest, path: string, words: string): Html {
  if (relyingPartyOf(pool.settings) !== "localhost") return NOTHING;
  const address = `http://localhost${/:\d+$/.exec(request.origin)?.[0] ?? ""}${addressOf(path, request.query)}`;
  return html`<p><a href="${address}">${request.speech.say("{way}, on this page at localhost", { way: words })}</a></p>
`;
}
