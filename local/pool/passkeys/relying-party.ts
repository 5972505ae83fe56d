import { passkeyConfigurationMissing, passkeyNotEnabled } from "../api/errors";
import type { Pool } from "../pool";
import type { PoolSettings } from "../settings";

/**
 * The relying party of the pool's passkeys: the configured id, or else the domain of the sign-in pages. An error if
 * the pool has no passkeys.
 */
export function requireRelyingParty({ settings }: Pick<Pool, "settings">): string {
  if (!settings.firstFactors.includes("WEB_AUTHN")) throw passkeyNotEnabled();
  const id = relyingPartyOf(settings);
  if (id === undefined) throw passkeyConfigurationMissing();
  return id;
}

export function relyingPartyOf({ passkeys, domain, region }: PoolSettings): string | undefined {
  if (passkeys.relyingPartyId !== undefined || domain === undefined) return passkeys.relyingPartyId;
  return domain.isPrefix ? `${domain.domain}.auth.${region}.amazoncognito.com` : domain.domain;
}

/** Whether a page belongs to the relying party or a subdomain of it. Only this computer needs no HTTPS. */
export function isPageOf(relyingPartyId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  const isOfParty = hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`);
  return isOfParty && (protocol === "https:" || /^(.*\.)?localhost$/.test(hostname));
}
