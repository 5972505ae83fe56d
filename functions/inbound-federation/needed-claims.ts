import { isRecord, parseJson, readStringMap, type StringMap } from "../../shared/json";
import { PROVIDER_CLAIMS, type ProviderType, SUBJECT_CLAIMS } from "../../shared/tenants/provider-claims";

/** What is left of a provider's word, and how many of its claims are not. */
export interface Trimmed {
  readonly needed: StringMap;
  readonly dropped: number;
}

/**
 * Keeps the claims that the mapping takes something from, and those that say whose account it is. The ID token counts before
 * what was asked for afterwards, as in Cognito. The provider's tokens are left alone.
 */
export function trim(type: ProviderType, attributes: unknown): Trimmed {
  const { userInfo, idToken, samlResponse } = isRecord(attributes) ? attributes : {};
  const said = { ...claimsIn(userInfo), ...claimsIn(idToken), ...claimsIn(samlResponse) };
  const kept: readonly string[] = [...SUBJECT_CLAIMS, ...Object.values<string>(PROVIDER_CLAIMS[type])];
  const needed = Object.entries(said).filter(([name]) => kept.includes(name));
  return {
    needed: Object.fromEntries(needed),
    dropped: Object.keys(said).length - needed.length,
  };
}

/** A map of texts, or one that is written as JSON. */
const claimsIn = (value: unknown): StringMap =>
  readStringMap(typeof value === "string" ? parseJson(value) : value);
