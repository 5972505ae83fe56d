import { createHash } from "node:crypto";
import { Html, html, NOTHING } from "../../html";

/** A page as the sign-in pages answer it. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

export interface SignInPage {
  readonly title: string;
  readonly content: Html;
  /** What the page is shown under: the brand, or the pool. */
  readonly brand: string;
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

const STYLE = `
:root { color-scheme: light dark; --text: #1c2430; --quiet: #566173; --page: #f3f5f8; --card: #fff; --line: #8a94a3; --edge: #d5dbe4;
  --accent: #0b57b7; --on-accent: #fff; --bad: #a5161d; --bad-card: #fdf0f0; --good: #176a35; --good-card: #eef8f1; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaf0; --quiet: #a0abbb; --page: #12161c; --card: #1b212a; --line: #76828f; --edge: #333d4a;
  --accent: #7db4ff; --on-accent: #0b1626; --bad: #ffb0ac; --bad-card: #34191b; --good: #95dcab; --good-card: #16291c; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
  display: flex; flex-direction: column; align-items: center; padding: clamp(1rem, 8vh, 5rem) 1rem 1.5rem; }
main { width: 100%; max-width: 25rem; border: 1px solid var(--edge); border-radius: .75rem; background: var(--card); padding: 1.75rem 1.5rem; }
footer { max-width: 25rem; margin-top: 1.25rem; color: var(--quiet); font-size: .875rem; text-align: center; }
.brand { margin: 0 0 .25rem; color: var(--quiet); font-weight: 600; }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .2em; }
label, legend { display: block; margin: 0 0 .3rem; padding: 0; font-weight: 600; }
fieldset { margin: 0 0 1rem; border: 0; padding: 0; }
fieldset label { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; font-weight: 400; }
input { font: inherit; color: inherit; }
input:not([type="radio"]) { width: 100%; min-height: 2.75rem; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); padding: .5rem .75rem; }
input[type="radio"] { width: 1.2rem; height: 1.2rem; accent-color: var(--accent); }
button { width: 100%; min-height: 2.75rem; margin: 0 0 1rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; padding: .5rem 1rem; cursor: pointer; }
[hidden] { display: none; }
button.second { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .3rem; }
.alert, .notice { border-radius: .4rem; padding: .75rem 1rem; margin: 0 0 1.25rem; }
.alert { background: var(--bad-card); color: var(--bad); } .notice { background: var(--good-card); color: var(--good); }
.quiet { color: var(--quiet); font-size: .9rem; }
.hint { margin: -.6rem 0 1rem; color: var(--quiet); font-size: .875rem; }
.links { margin: .25rem 0 0; } .links a { display: block; padding: .45rem 0; }
code, .key { font: .95rem/1.6 ui-monospace, monospace; } .key { display: block; margin: 0 0 1rem; user-select: all; }
`;

/** The hash allows this style and no other: nothing that is put into a page can bring its own. */
const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
const STYLE_HASH = hashOf(STYLE);

/** Where a form may lead: to these pages, and from there to where the client wants people to return. */
const policyOf = (leadsTo: string | undefined, script?: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    ...(script === undefined ? [] : [`script-src 'sha256-${hashOf(script)}'`]),
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

export function answerPage({
  title,
  content,
  brand,
  status = 200,
  alert,
  notice,
  leadsTo,
  script,
}: SignInPage): PageAnswer {
  return {
    status,
    headers: { ...HEADERS, "content-security-policy": policyOf(leadsTo, script) },
    body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${alert === undefined ? "" : "Error: "}${title} – ${brand}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<p class="brand">${brand}</p>
<h1>${title}</h1>
${alert === undefined ? NOTHING : html`<p class="alert" role="alert">${alert}</p>`}
${notice === undefined ? NOTHING : html`<p class="notice" role="status">${notice}</p>`}
${content}
</main>
<footer>This is the user pool of this laptop, for development and tests. It sends nothing: mails and text messages are in its <a href="/inbox" target="_blank" rel="noopener">inbox</a>.</footer>
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
    headers: { ...HEADERS, "content-security-policy": policyOf(undefined), location },
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
}

export const field = ({ label, name, type = "text", autocomplete, value = "", hint, isCode }: Field): Html =>
  html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${isCode ? html` inputmode="numeric"` : NOTHING}${hint === undefined ? NOTHING : html` aria-describedby="${name}-hint"`}>
${hint === undefined ? NOTHING : html`<p class="hint" id="${name}-hint">${hint}</p>`}`;

export const CODE_FIELD: Field = {
  label: "Code",
  name: "code",
  autocomplete: "one-time-code",
  isCode: true,
};

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
