import { passkeyConfigurationMissing, passkeyNotEnabled } from "../api/errors";
import type { Pool } from "../pool";
import type { PoolSettings } from "../settings";

/** For whom passkeys of the pool are, if it takes any: without an id, for the domain of the sign-in pages. */
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

/** A page of the relying party, or of a name under it. Only this computer does without HTTPS. */
export function isPageOf(relyingPartyId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  const isOfParty = hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`);
  return isOfParty && (protocol === "https:" || /^(.*\.)?localhost$/.test(hostname));
}
