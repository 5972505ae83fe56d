import { parseJson } from "./json";
import { isObject } from "./stack/properties";
import type { Stack } from "./stack/stack";

/** Where the web client's people sign in on the pages of the pool; undefined for a stack without them. */
export function signInPageOf(
  { domain, clients, pool }: Pick<Stack, "domain" | "clients" | "pool">,
  poolUrl: string,
): string | undefined {
  const web = clients.find(({ name }) => name === "web");
  const [redirectUri] = web?.callbackUrls ?? [];
  if (domain === undefined || web === undefined || redirectUri === undefined) return undefined;
  const query = {
    client_id: web.id,
    response_type: "code",
    scope: "openid email",
    redirect_uri: redirectUri,
  };
  // Passkeys are for a name, and this computer's is localhost.
  const base =
    pool.passkeys.relyingPartyId === "localhost" ? poolUrl.replace("//127.0.0.1", "//localhost") : poolUrl;
  return `${base}/login?${new URLSearchParams(query)}`;
}

/** The names under which the functions write to people, as their environment has them: the pages are under the same. */
export function brandNamesIn({ functions }: Pick<Stack, "functions">) {
  const written = functions.map(({ environment }) => environment.BRANDS).find(Boolean);
  const brands = parseJson(written ?? "");
  const nameOf = (key: string): string | undefined => {
    const brand = isObject(brands) && Object.hasOwn(brands, key) ? brands[key] : undefined;
    return isObject(brand) && typeof brand.name === "string" ? brand.name : undefined;
  };
  const byDefault = nameOf("default");
  if (byDefault === undefined) return undefined;
  return (clientId: string | undefined): string => nameOf(clientId ?? "default") ?? byDefault;
}
