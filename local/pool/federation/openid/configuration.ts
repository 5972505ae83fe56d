import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";

/** A mistake of a provider, in words for the developer who configures it. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
}

/** A provider of OpenID Connect, with its endpoints. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  readonly endpoints: Readonly<Record<Endpoint, string>>;
}

type Endpoint = keyof typeof ENDPOINTS;

/**
 * The endpoints by their names in the provider's document, with the names by which a template may give them
 * instead.
 */
const ENDPOINTS = {
  authorization_endpoint: "authorize_url",
  token_endpoint: "token_url",
  userinfo_endpoint: "attributes_url",
  jwks_uri: "jwks_uri",
} as const;

/** Host names and addresses that lead only to this computer. */
const LOOPBACK = /^(([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

const isLoopback = (address: unknown): address is string =>
  typeof address === "string" && URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);

/** Whether the pool can ask the provider itself: it speaks OpenID Connect, and its issuer is on this computer. */
export const isOnThisComputer = ({
  type,
  details,
}: Pick<IdentityProviderSettings, "type" | "details">): boolean =>
  type === "OIDC" && isLoopback(details.oidc_issuer);

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
export async function findProvider(
  pool: Pick<Pool, "readSetting">,
  { details }: IdentityProviderSettings,
): Promise<OpenIdProvider> {
  const { oidc_issuer: issuer = "", authorize_scopes: scopes = "openid" } = details;
  const document = await fetchJson(`${issuer}/.well-known/openid-configuration`);
  if (document.issuer !== issuer)
    throw new ProviderError(`the document of ${issuer} names the issuer ${document.issuer}`);
  const endpoints = Object.entries(ENDPOINTS).map(([name, given]) => {
    const address = details[given] ?? document[name];
    if (!isLoopback(address)) throw new ProviderError(`the ${name} of ${issuer} is not on this computer`);
    return [name, address];
  });
  return {
    issuer,
    clientId: settingOf(pool, details.client_id),
    clientSecret: settingOf(pool, details.client_secret),
    scopes,
    endpoints: Object.fromEntries(endpoints),
  };
}

function settingOf({ readSetting }: Pick<Pool, "readSetting">, text = ""): string {
  try {
    return readSetting(text);
  } catch (error) {
    throw new ProviderError((error as Error).message);
  }
}

const ANSWER_MS = 5_000;

/** Follows no redirect, because one could lead away from this computer. */
export async function fetchJson(
  address: string,
  init: RequestInit = {},
): Promise<Readonly<Record<string, unknown>>> {
  const { origin, pathname } = new URL(address);
  const where = origin + pathname;
  const answer = await fetch(address, {
    ...init,
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => {
    throw new ProviderError(`the provider does not answer at ${where}`);
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok || typeof body !== "object" || body === null)
    throw new ProviderError(`the provider answers ${answer.status} at ${where}`);
  return body as Readonly<Record<string, unknown>>;
}
