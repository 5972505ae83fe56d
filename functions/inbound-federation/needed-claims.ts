import { readEmail } from "../../shared/email";
import { isRecord, parseJson, readStringMap, type StringMap } from "../../shared/json";
import { PROVIDER_CLAIMS, type ProviderType, SUBJECT_CLAIMS } from "../../shared/tenants/provider-claims";

/** The claims that are kept, and how many were dropped. */
export interface Trimmed {
  readonly needed: StringMap;
  readonly dropped: number;
}

/** The domains in which a provider may name addresses; `any` where none of its accounts can be linked. */
export type NameableDomains = "any" | readonly string[];

/**
 * Keeps the claims that the attribute mapping reads, and those that identify the account. As in Cognito, the ID token
 * wins over the user info. The provider's tokens are left alone.
 */
export function trim(type: ProviderType, attributes: unknown, domains: NameableDomains): Trimmed {
  const { userInfo, idToken, samlResponse } = isRecord(attributes) ? attributes : {};
  const parts = [userInfo, idToken, samlResponse].map(partOf);
  const said: StringMap = Object.assign({}, ...parts.map(readStringMap));
  const isDenied = parts.some(deniesAddress);
  const isCounted = (address: string): boolean =>
    domains === "any" || (!isDenied && domains.includes(readEmail(address)?.domain ?? ""));
  const kept: readonly string[] = [...SUBJECT_CLAIMS, ...Object.values<string>(PROVIDER_CLAIMS[type])];
  const needed = Object.entries(said)
    .filter(([name]) => kept.includes(name))
    .filter(([name, value]) => name !== PROVIDER_CLAIMS[type].email || isCounted(value));
  return {
    needed: Object.fromEntries(needed),
    dropped: Object.keys(said).length - needed.length,
  };
}

/** A map of texts, or one that is written as JSON. */
const partOf = (value: unknown): unknown => (typeof value === "string" ? parseJson(value) : value);

/** Whether the provider says that the address is not verified. Saying nothing is not a denial. */
const deniesAddress = (part: unknown): boolean =>
  isRecord(part) && part.email_verified !== undefined && String(part.email_verified).toLowerCase() !== "true";
