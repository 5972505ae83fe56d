import { type Html, html, NOTHING } from "../html";
import type { Pool } from "../pool/pool";
import { signInPageFor } from "../sign-in-pages";
import type { HttpApi } from "../stack/http-api";
import type { Stack } from "../stack/stack";
import type { Story } from "../story";
import { json, listOf, type Page } from "./page";

interface Addresses {
  readonly pool: string;
  readonly tables: string;
  readonly storage: string | undefined;
  readonly api: string | undefined;
  readonly panel: string | undefined;
  readonly signIn: string | undefined;
}

export const overviewPage = (
  stack: Stack,
  { pool, tables, storage, api, panel, signIn }: Addresses,
  story: Story | undefined,
): Page => ({
  title: "The suite runs on this computer",
  content: html`${listOf([
    ...(api === undefined ? [] : [["HTTP API", api] as const]),
    ...(panel === undefined ? [] : [["Panel", html`<a href="${panel}">${panel}</a>`] as const]),
    ...(signIn === undefined ? [] : [["Sign-in pages", linkTo(signIn)] as const]),
    ["User pool", html`${pool}<br>${stack.pool.id}`],
    ["Web client", stack.clients.find(({ name }) => name === "web")?.id ?? ""],
    ["Tables", tables],
    ...(storage === undefined ? [] : [["Files", storage] as const]),
    ["Stage", stack.stage],
  ])}
${story === undefined ? NOTHING : html`<h2>Try it</h2><p>${story.beginning}</p><pre class="command">${story.commands}</pre><p>${story.end}</p>`}
<p class="quiet"><code>npm run example</code>, in a second terminal, serves a page to sign up and in. <code>docs/sign-in-flow.md</code> tells the whole story.</p>`,
});

export const poolsPage = (pools: readonly Pool[], address: string): Page => ({
  title: "User pools on this computer",
  content: html`${listOf([
    ["Address", address],
    ...pools.map(
      ({ settings, clients }) =>
        [
          settings.name,
          html`${settings.id}${clients.values().map((client) => html`<br>${client.name}: ${client.id}${linkToPage(signInPageFor(client, settings, address))}`)}`,
        ] as const,
    ),
  ])}
<p class="quiet">SDKs take this address as their endpoint, with any credentials. <code>docs/laptop.md</code> tells more.</p>`,
});

/** The query is left out of the text, because it is not for people to read. */
const linkTo = (page: string): Html => html`<a href="${page}">${page.replace(/\?.*$/, "")}</a>`;

const linkToPage = (page: string | undefined): Html =>
  page === undefined ? NOTHING : html`, signs in at ${linkTo(page)}`;

/** An output that is JSON, such as FrontEndConfig, is indented. */
export const outputsPage = (outputs: Readonly<Record<string, string>>): Page => ({
  title: "Outputs",
  content: html`<p class="quiet">The outputs of the stack, with the API as it is on this computer.</p>${listOf(
    Object.entries(outputs).map(([name, value]) => [
      name,
      value.startsWith("{") ? json(JSON.parse(value)) : value,
    ]),
  )}`,
});

export const tablesPage = (stack: Stack, endpoint: string): Page => ({
  title: "Tables",
  content: html`<p>An embedded DynamoDB. Operators' commands and the AWS CLI take its address:</p>
<pre class="command">npm run people:show -- ${"<e-mail>"} --endpoint ${endpoint}</pre>
${listOf(stack.tables.map(({ name }) => [name.replace(/^.*-/, ""), name]))}`,
});

export const apiPage = ({ routes }: HttpApi): Page => ({
  title: "HTTP API",
  content: html`<p>Programs ask it, for example by <code>curl</code>; <code>docs/openapi.json</code> describes it.</p>
${listOf(routes.map(({ key, authorization }) => [key, authorization ? "with an access token" : "open to everybody"]))}`,
});

export function apiHint(status: number): Html {
  if (status === 401)
    return html`<p>Send an access token in the header <code>authorization: Bearer …</code>, which <code>POST /auth/sign-in</code> answers.</p>`;
  if (status === 404)
    return html`<p><a href="/">The routes of the API</a>. A browser's address line asks with GET only.</p>`;
  return NOTHING;
}
