import { type IncomingMessage, type RequestListener, STATUS_CODES } from "node:http";
import { type Html, html, NOTHING } from "../html";
import { parseJson } from "../json";
import { documentOf, json, type Page, POLICY } from "./page";

export interface Site {
  /** The titles of the suite's pages, by their addresses. */
  readonly links: ReadonlyMap<string, string>;
  /** The pages by path. The listener behind decides whether an address may be asked for at all. */
  readonly pages: Readonly<Record<string, (query: URLSearchParams) => Page>>;
  /** Advice for an answer of this status. */
  hint?(status: number): Html;
}

/**
 * Shows a readable page to somebody who opens an address in a browser. Programs get JSON, which some browsers would save as a file.
 */
export const forBrowsers =
  (listener: RequestListener, site: Site): RequestListener =>
  (request, response) => {
    if (!isOpenedInBrowser(request)) return listener(request, response);
    const { writeHead, end } = response;
    response.setHeader("vary", "accept");
    // Headers must not be sent before the content of the page is known.
    response.writeHead = (status: number, ...given: unknown[]) => {
      const headers = given.find((value) => typeof value === "object" && value !== null) ?? {};
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.statusCode = status;
      return response;
    };
    response.end = ((body?: unknown) => {
      Object.assign(response, { writeHead, end });
      const type = String(response.getHeader("content-type") ?? "");
      if (type.startsWith("text/html")) return response.end(body);
      const { page, status } = pageOf(request, response.statusCode, textOf(body), site);
      response.statusCode = status;
      response.removeHeader("content-length");
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader("content-security-policy", POLICY);
      response.setHeader("x-content-type-options", "nosniff");
      response.setHeader("cache-control", "no-store");
      return response.end(documentOf(page, site.links, addressOf(request)));
    }) as typeof response.end;
    return listener(request, response);
  };

const isOpenedInBrowser = ({ method, headers }: IncomingMessage): boolean =>
  method === "GET" && headers.accept?.includes("text/html") === true;

const textOf = (body: unknown): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "";

const addressOf = ({ socket, url = "" }: IncomingMessage): string =>
  `http://127.0.0.1:${socket.localPort}${url.replace(/\?.*$/s, "")}`;

function pageOf(
  { url = "" }: IncomingMessage,
  status: number,
  body: string,
  { pages, hint = () => NOTHING }: Site,
): { page: Page; status: number } {
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  const own = Object.hasOwn(pages, path) ? pages[path] : undefined;
  // A plus is a plus, as in e-mail addresses and telephone numbers, and not a space.
  if (own !== undefined && (status === 200 || status === 404))
    return { page: own(new URLSearchParams(query.replaceAll("+", "%2B"))), status: 200 };
  const answer = parseJson(body);
  const { detail, title, message } = (answer ?? {}) as Record<string, unknown>;
  const name = STATUS_CODES[status] ?? "";
  const words = [detail, title, message].find((text) => typeof text === "string" && text !== name);
  const heading = status < 400 ? path : `${status} ${name}`;
  const shown = answer === undefined ? html`<pre>${body}</pre>` : json(answer);
  return {
    page: {
      title: heading,
      content: html`${status < 400 ? NOTHING : html`<p>${String(words ?? "")}</p>${hint(status)}`}<div class="card"><p class="quiet">What a program gets:</p>${shown}</div>`,
    },
    status,
  };
}
