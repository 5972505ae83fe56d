import { parseJson } from "./json";
import type { Brand } from "./pool/pages/style";
import { languageNamed } from "./pool/pages/words/speech";
import type { Pool } from "./pool/pool";
import type { ClientSettings, PoolSettings } from "./pool/settings";
import { isObject } from "./stack/properties";
import type { Stack } from "./stack/stack";

/** Where the web client's people sign in on the pages of the pool; undefined for a stack without them. */
export function signInPageOf(
  { domain, clients, pool }: Pick<Stack, "domain" | "clients" | "pool">,
  poolUrl: string,
): string | undefined {
  const web = clients.find(({ name }) => name === "web");
  return web && signInPageFor(web, { ...pool, domain }, poolUrl);
}

/** The same for any client of a pool; undefined if the pool has no pages or the client cannot use them. */
export function signInPageFor(
  {
    id,
    callbackUrls: [redirectUri],
    oauthFlows,
    oauthScopes,
  }: Pick<ClientSettings, "id" | "callbackUrls" | "oauthFlows" | "oauthScopes">,
  { domain, passkeys }: Pick<PoolSettings, "passkeys"> & { readonly domain: unknown },
  poolUrl: string,
): string | undefined {
  const responseType = oauthFlows.includes("code") ? "code" : oauthFlows.includes("implicit") && "token";
  if (domain === undefined || redirectUri === undefined || !responseType) return undefined;
  const scopes = ["openid", "email"].filter((scope) => oauthScopes.includes(scope));
  const query = {
    client_id: id,
    response_type: responseType,
    // Without any, the client gets all that it may have.
    ...(scopes.includes("openid") && { scope: scopes.join(" ") }),
    redirect_uri: redirectUri,
  };
  // Passkeys belong to a domain name, so the page has to be at localhost instead of an address.
  const base =
    passkeys.relyingPartyId === "localhost" ? poolUrl.replace("//127.0.0.1", "//localhost") : poolUrl;
  return `${base}/login?${new URLSearchParams(query)}`;
}

/** The brands for the pages: those with which the functions write to people, as in their environment. */
export function brandsIn({ functions }: Pick<Stack, "functions">): Pool["brandOf"] | undefined {
  const written = functions.map(({ environment }) => environment.BRANDS).find(Boolean);
  const brands = parseJson(written ?? "");
  const brandNamed = (key: string): Brand | undefined => {
    const brand = isObject(brands) && Object.hasOwn(brands, key) ? brands[key] : undefined;
    if (!isObject(brand) || typeof brand.name !== "string") return undefined;
    const { name, colour } = brand;
    return { name, colour: typeof colour === "string" && COLOUR.test(colour) ? colour : undefined };
  };
  const byDefault = brandNamed("default");
  if (byDefault === undefined) return undefined;
  return (clientId) => brandNamed(clientId ?? "default") ?? byDefault;
}

/** Anything else is left out, because the colour becomes a part of the pages' style. */
const COLOUR = /^#[0-9a-f]{6}$/i;

/** The language in which the functions write to people whose own they do not know. */
export const languageIn = ({ functions }: Pick<Stack, "functions">): Pool["language"] | undefined =>
  languageNamed(functions.map(({ environment }) => environment.DEFAULT_LANGUAGE).find(Boolean));
