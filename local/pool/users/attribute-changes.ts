import { invalidParameter } from "../api/errors";
import type { PoolSettings } from "../settings";
import { ADDRESSES, type Address } from "./addresses";
import { type Attributes, checkMutable, checkRequired, conforming } from "./attributes";
import type { User } from "./user";

/** A person's attributes after a change. */
export interface ChangedAttributes {
  readonly attributes: Attributes;
  readonly pendingAttributes: Attributes;
  /** New addresses that are not verified. Each gets a code, if the pool verifies addresses of its kind. */
  readonly unproven: readonly Address[];
}

/**
 * Applies new values; an empty value deletes. A new address is unverified unless the same change verifies it. If the pool requires
 * verification before an update, the old address stays until then.
 */
export function changeAttributes(
  settings: PoolSettings,
  user: Pick<User, "attributes" | "pendingAttributes">,
  given: Attributes,
): ChangedAttributes {
  const changes = conforming(given, settings);
  checkMutable(Object.keys(changes), settings);
  const attributes: Record<string, string> = { ...user.attributes, ...changes };
  const pendingAttributes: Record<string, string> = { ...user.pendingAttributes };
  const unproven: Address[] = [];
  for (const address of ADDRESSES) {
    const [value, before] = [changes[address], user.attributes[address]];
    if (value === undefined) continue;
    delete pendingAttributes[address];
    const isNew = value !== "" && value.toLowerCase() !== before?.toLowerCase();
    if (!isNew || changes[`${address}_verified`] === "true") continue;
    unproven.push(address);
    if (before !== undefined && settings.verifiedBeforeUpdate.includes(address)) {
      attributes[address] = before;
      pendingAttributes[address] = value;
    } else attributes[`${address}_verified`] = "false";
  }
  const remaining = withoutEmpty(attributes);
  checkRequired(remaining, settings);
  return { attributes: remaining, pendingAttributes, unproven };
}

/** If an address is removed, its verification is removed as well. */
function withoutEmpty(attributes: Attributes): Attributes {
  const kept = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
  for (const address of ADDRESSES) {
    if (kept[address] !== undefined) continue;
    if (kept[`${address}_verified`] === "true" && attributes[address] === undefined)
      throw invalidParameter(`${address}_verified requires a value of ${address}.`);
    delete kept[`${address}_verified`];
  }
  return kept;
}
