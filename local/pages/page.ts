import { Html, html } from "../html";

export interface Page {
  readonly title: string;
  readonly content: Html;
}

/**
 * No script, nothing from other sites, and no frame around the page. Styles are allowed inline, because mails have
 * their own.
 */
export const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = new Html(`
:root { color-scheme: light dark; --text: #1c2430; --quiet: #566173; --page: #f3f5f8; --card: #fff; --line: #c3cbd6;
  --accent: #0b57b7; --bad: #a5161d; --warn: #8a5300; --good: #176a35; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaf0; --quiet: #a0abbb; --page: #12161c; --card: #1b212a; --line: #414c5b;
  --accent: #7db4ff; --bad: #ffb0ac; --warn: #f0c078; --good: #95dcab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
nav, main { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding-top: 1rem; padding-bottom: .75rem; }
main { padding-bottom: 3rem; }
a { color: var(--accent); text-underline-offset: .2em; }
nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
h1 { margin: .5rem 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 .25rem; font-size: 1.05rem; }
p { margin: 0 0 1rem; }
article, details, .card { margin: 0 0 .75rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); padding: .9rem 1rem; }
details details { margin: .6rem 0 0; padding: .5rem .75rem; }
summary { cursor: pointer; }
.quiet { color: var(--quiet); font-size: .9rem; }
.good { color: var(--good); } .refused { color: var(--warn); } .fault { color: var(--bad); font-weight: 600; } .sent { color: var(--accent); }
.code { font: 600 1.25rem/1.4 ui-monospace, monospace; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { margin: .6rem 0 0; white-space: pre-wrap; }
pre.command { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); padding: .9rem 1rem; margin: 0 0 1rem; }
iframe { display: block; width: 100%; height: 30rem; margin-top: .75rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; color-scheme: light; }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .4rem 1.25rem; margin: 0 0 1rem; }
dt { color: var(--quiet); } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
`);

/** @param links the titles of the suite's pages, by their addresses */
export const documentOf = (
  { title, content }: Page,
  links: ReadonlyMap<string, string>,
  address: string,
): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="The suite">${[...links].map(([href, name]) =>
    href === address
      ? html`<a href="${href}" aria-current="page">${name}</a>`
      : html`<a href="${href}">${name}</a>`,
  )}</nav>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;

/** A list of names and values. */
export const listOf = (entries: readonly (readonly [name: string, value: Html | string])[]): Html =>
  html`<dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

export const json = (value: unknown): Html => html`<pre>${JSON.stringify(value, null, 2) ?? ""}</pre>`;
