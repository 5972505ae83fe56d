import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { listOf, onOrOff, wholeNumber } from "../../../shared/runtime/readers";
import type { Settings } from "../../../shared/runtime/settings";

/** Which browsers keep the refresh token as a cookie, and for how long. */
export interface RefreshCookies {
  /** The sites whose pages use the cookie; undefined on a stage whose sites get the token in the body. */
  readonly origins: readonly string[] | undefined;
  /** Whether the API serves the panel, which always uses the cookie. */
  readonly hasPanel: boolean;
  readonly maxAgeSeconds: number;
}

/** With this prefix, a browser accepts the cookie only from this exact host, and only over HTTPS. */
const NAME = "__Host-refresh_token";
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict";

/** What a browser sends as Origin: a scheme, a host and, unless it is the default, a port. */
const isOrigin = (entry: string): entry is string =>
  /^(https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/.test(entry) &&
  URL.canParse(entry) &&
  new URL(entry).origin === entry;

export const readOrigins = listOf(
  "origins such as https://app.example.com or http://localhost:3000",
  isOrigin,
  "none",
);
export const readRefreshTokenDays = wholeNumber(1, 3650);

export function refreshCookies(settings: Settings): RefreshCookies | undefined {
  const isForSites = settings.read("REFRESH_TOKEN_COOKIE", onOrOff) === "on";
  const hasPanel = settings.read("PANEL", onOrOff) === "on";
  if (!isForSites && !hasPanel) return undefined;
  const listed = settings.read("CORS_ORIGINS", readOrigins);
  const origins = listed === "none" ? [] : listed;
  return {
    origins: isForSites ? origins : undefined,
    hasPanel,
    maxAgeSeconds: settings.read("REFRESH_TOKEN_DAYS", readRefreshTokenDays) * 86_400,
  };
}

/**
 * How this request's refresh token is kept: as a cookie or, if undefined, in the body. Only browsers send an Origin.
 * A page of another site is refused, because it must not sign people in or out without their knowledge.
 */
export function cookiesFor(
  { headers, host }: ApiRequest,
  cookies: RefreshCookies | undefined,
): RefreshCookies | undefined {
  const { origin } = headers;
  if (cookies === undefined || origin === undefined) return undefined;
  if (cookies.hasPanel && host !== undefined && origin === originOf(host)) return cookies;
  if (cookies.origins === undefined) return undefined;
  if (!cookies.origins.includes(origin)) throw new Problem("forbidden-origin");
  return cookies;
}

/** The API's own origin. Only the local edition uses plain HTTP, and API Gateway is never called localhost. */
const originOf = (host: string): string =>
  `${/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host) ? "http" : "https"}://${host}`;

/** Only for a request whose origin `cookiesFor` has checked. */
export const tokenInCookie = ({ cookies }: ApiRequest): string | undefined =>
  cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1) || undefined;

export const cookieWith = (token: string, { maxAgeSeconds }: RefreshCookies): string =>
  `${NAME}=${token}; ${ATTRIBUTES}; Max-Age=${maxAgeSeconds}`;

export const NO_COOKIE = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;
