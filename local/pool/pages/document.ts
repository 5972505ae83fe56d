import { createHash } from "node:crypto";
import { Html, html, NOTHING } from "../../html";
import { type Brand, styleOf } from "./style";
import type { Speech } from "./words/speech";

/** A page as the sign-in pages answer it. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  /** Who goes back to the client signed in, if somebody does. */
  readonly signedIn?: string;
}

export interface SignInPage {
  readonly title: string;
  readonly content: Html;
  readonly brand: Brand;
  readonly speech: Speech;
  readonly status?: number;
  /** What has gone wrong, in words. */
  readonly alert?: string | undefined;
  /** What has happened, in words. */
  readonly notice?: string | undefined;
  /** Where the answer to its form may lead besides these pages. */
  readonly leadsTo?: string | undefined;
  /** The page's one script, if it has any. */
  readonly script?: string | undefined;
}

interface PageParts extends Pick<SignInPage, "script" | "leadsTo"> {
  readonly style: string;
}

/** Nothing that is put into a page can bring a style or a script of its own: the policy allows the page's by their hashes. */
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** A form may lead to these pages, and from there to where the client wants people to return. */
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

/** A site by its origin, an app by its scheme. What is no address leads nowhere. */
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

/** To another address, which has been checked. What no header can hold is written as addresses write it. */
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

/** The address by which somebody says who they are. */
export const loginField = ({ say }: Speech, login: string | undefined, type: Field["type"] = "text"): Html =>
  field({ label: say("E-mail address"), name: "username", type, autocomplete: "username", value: login });

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
