import { createHash } from "node:crypto";
import { Html, html, NOTHING } from "../../html";
import { type Brand, styleOf } from "./style";
import type { Speech } from "./words/speech";

/** The answer of a sign-in page. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  /** The person who returns to the client with this answer, if the sign-in is complete. */
  readonly signedIn?: string;
}

export interface SignInPage {
  readonly title: string;
  readonly content: Html;
  readonly brand: Brand;
  readonly speech: Speech;
  readonly status?: number;
  /** What has gone wrong. */
  readonly alert?: string | undefined;
  /** What has happened. */
  readonly notice?: string | undefined;
  /** An address outside of these pages to which the form's answer may redirect. */
  readonly leadsTo?: string | undefined;
  /** The one script of the page, if it has one. */
  readonly script?: string | undefined;
}

interface PageParts extends Pick<SignInPage, "script" | "leadsTo"> {
  readonly style: string;
}

/** The policy allows the page's own style and script by their hashes, so text in a page cannot add another one. */
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** A form may lead to these pages, and from there to the address to which people return. */
const policyOf = ({ style, script, leadsTo }: PageParts): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    "img-src data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self'${leadsTo === undefined ? "" : ` ${sourceOf(leadsTo)}`}`,
  ].join("; ");

/** A site is named by its origin, an app by its scheme. A text that is not an address allows nothing. */
function sourceOf(address: string): string {
  if (!URL.canParse(address)) return "";
  const { protocol, origin } = new URL(address);
  return origin === "null" ? protocol : origin;
}

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const FOOTER =
  "This is the user pool of this laptop, for development and tests. It sends nothing: mails and text messages are in its inbox.";

export function answerPage({
  title,
  content,
  brand,
  speech: { language, say },
  status = 200,
  alert,
  notice,
  leadsTo,
  script,
}: SignInPage): PageAnswer {
  const style = styleOf(brand);
  return {
    status,
    headers: { ...HEADERS, "content-security-policy": policyOf({ style, script, leadsTo }) },
    body: html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${alert === undefined ? "" : `${say("Error")}: `}${title} – ${brand.name}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<main>
<p class="brand">${brand.name}</p>
<h1>${title}</h1>
${alert === undefined ? NOTHING : html`<p class="alert" role="alert">${alert}</p>`}
${notice === undefined ? NOTHING : html`<p class="notice" role="status">${notice}</p>`}
${content}
</main>
<footer>${say(FOOTER)} <a href="/inbox" target="_blank" rel="noopener">${say("Open the inbox")}</a></footer>
${script === undefined ? NOTHING : html`<script>${new Html(script)}</script>`}
</body>
</html>
`.text,
  };
}

/** Redirects to an address that has been checked. Characters that no header can hold are percent-encoded. */
export function redirectTo(address: string, status: 302 | 303 = 302): PageAnswer {
  const location = address.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()));
  return {
    status,
    headers: { ...HEADERS, "content-security-policy": policyOf({ style: "" }), location },
    body: "",
  };
}

interface Field {
  readonly label: string;
  readonly name: string;
  readonly type?: "text" | "password" | "email" | "tel";
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  readonly isCode?: boolean;
  readonly isOptional?: boolean;
}

export const field = ({
  label,
  name,
  type = "text",
  autocomplete,
  value = "",
  hint,
  isCode,
  isOptional,
}: Field): Html =>
  html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"${isOptional ? NOTHING : html` required`}${isCode ? html` inputmode="numeric"` : NOTHING}${hint === undefined ? NOTHING : html` aria-describedby="${name}-hint"`}>
${hint === undefined ? NOTHING : html`<p class="hint" id="${name}-hint">${hint}</p>`}`;

export const codeField = ({ say }: Speech, hint?: string): Html =>
  field({ label: say("Code"), name: "code", autocomplete: "one-time-code", isCode: true, hint });

/** The field for the name that a person signs in with. */
export const loginField = ({ say }: Speech, login: string | undefined, type: Field["type"] = "text"): Html =>
  field({ label: say("E-mail address"), name: "username", type, autocomplete: "username", value: login });

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
