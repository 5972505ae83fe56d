import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Html, html } from "../../html";
import { type Form, readForm } from "../oauth/form";
import type { Pool } from "../pool";
import { SESSION_SECONDS } from "./browser-session";
import { hidden, type PageAnswer } from "./document";
import { languageNamed, type Speech, speechIn } from "./words/speech";

/** A browser's request for one of the sign-in pages. */
export interface PageRequest {
  /** The origin by which the pages were asked for. This computer has several names. */
  readonly origin: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Empty unless a form was sent. */
  readonly form: Form;
  /** The secret of the browser's cookie for forms. A browser without the cookie gets a new secret. */
  readonly browser: string;
  readonly isNewBrowser: boolean;
  /** The secret of the cookie of an earlier sign-in. */
  readonly sessionTicket: string | undefined;
  /** The texts in the language that the client asks for, or else in the pool's. */
  readonly speech: Speech;
}

/** Cookies do not differ by port, so the pools of a laptop share them. The names keep the pools apart. */
const browserCookie = ({ settings }: Pool): string => `form-${settings.id}`;
const sessionCookie = ({ settings }: Pool): string => `session-${settings.id}`;

const SECRET = /^[\w-]{43}$/;

export function readPageRequest(pool: Pool, request: IncomingMessage, body: string): PageRequest {
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(request.url ?? "") ?? [];
  const browser = cookieOf(request, browserCookie(pool));
  const parameters = new URLSearchParams(query);
  return {
    origin: `http://${request.headers.host}`,
    path,
    query: parameters,
    speech: speechIn(languageNamed(parameters.get("lang")) ?? pool.language),
    form: request.method === "POST" ? readForm(request.headers, body) : new Map(),
    browser: browser ?? randomBytes(32).toString("base64url"),
    isNewBrowser: browser === undefined,
    sessionTicket: cookieOf(request, sessionCookie(pool)),
  };
}

/** A cookie that comes twice may have been planted by somebody else, so it does not count. */
function cookieOf({ headers: { cookie = "" } }: IncomingMessage, name: string): string | undefined {
  const values = cookie.split(/; */).flatMap((pair) => {
    const equals = pair.indexOf("=");
    return pair.slice(0, equals) === name ? [pair.slice(equals + 1)] : [];
  });
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 && SECRET.test(value) ? value : undefined;
}

/** Scripts cannot read the cookies. Requests from other sites have them only when a person follows a link. */
const ATTRIBUTES = "Path=/; HttpOnly; SameSite=Lax";

export const withBrowserCookie = (pool: Pool, request: PageRequest, answer: PageAnswer): PageAnswer =>
  request.isNewBrowser
    ? withCookie(answer, `${browserCookie(pool)}=${request.browser}; ${ATTRIBUTES}`)
    : answer;

export const withSessionCookie = (pool: Pool, answer: PageAnswer, ticket: string): PageAnswer =>
  withCookie(answer, `${sessionCookie(pool)}=${ticket}; ${ATTRIBUTES}; Max-Age=${SESSION_SECONDS}`);

export const withoutSessionCookie = (pool: Pool, answer: PageAnswer): PageAnswer =>
  withCookie(answer, `${sessionCookie(pool)}=; ${ATTRIBUTES}; Max-Age=0`);

function withCookie({ headers, ...answer }: PageAnswer, cookie: string): PageAnswer {
  const { "set-cookie": set = [] } = headers;
  return {
    ...answer,
    headers: { ...headers, "set-cookie": [...(typeof set === "string" ? [set] : set), cookie] },
  };
}

const tokenFor = ({ formKey }: Pick<Pool, "formKey">, browser: string): string =>
  createHmac("sha256", formKey).update(browser).digest("base64url");

/** A form of these pages. Only the browser that got the form can send it back. */
export const formOf = (
  pool: Pool,
  { browser }: Pick<PageRequest, "browser">,
  action: string,
  content: Html,
): Html => html`<form method="post" action="${action}">
${hidden("csrf", tokenFor(pool, browser))}
${content}
</form>`;

/**
 * Whether a form was filled in on these pages and in this browser. Otherwise another site could sign a person in as
 * somebody else without their noticing.
 */
export function isOwnForm(
  pool: Pool,
  { form, browser, isNewBrowser }: Pick<PageRequest, "form" | "browser" | "isNewBrowser">,
  headers: IncomingMessage["headers"],
): boolean {
  const site = headers["sec-fetch-site"];
  if (isNewBrowser || (site !== undefined && site !== "same-origin")) return false;
  const expected = Buffer.from(tokenFor(pool, browser));
  const given = Buffer.from(form.get("csrf") ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The address of another of these pages, with the same query. */
export const addressOf = (path: string, query: URLSearchParams): string =>
  query.size === 0 ? path : `${path}?${query}`;
