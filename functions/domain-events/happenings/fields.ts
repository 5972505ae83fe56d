import { isDomain } from "../../../shared/email";
import { isScope } from "../../../shared/tenants/clients";
import { isRole, type Role } from "../../../shared/tenants/role";
import { isPlace, isTenantId } from "../../../shared/tenants/tenant";
import type { Item } from "../stream-record";

/*
 * Readers of the values that events take from items. They accept only ids and known words, so that no address and no
 * name gets into an event.
 */

/**
 * An item that this version would not write. The message is for readers of the code; the log names only the record.
 */
export class MalformedItemError extends Error {
  override readonly name = "MalformedItemError";
}

const field =
  <Value>(isValue: (value: unknown) => value is Value) =>
  (item: Item, name: string): Value => {
    const value = item[name];
    if (!isValue(value)) throw new MalformedItemError(`${name} is malformed`);
    return value;
  };

const textThat =
  (isAllowed: (text: string) => boolean) =>
  (value: unknown): value is string =>
    typeof value === "string" && isAllowed(value);

const isOpaque = textThat((text) => /^[\w-]{1,128}$/.test(text));

export const opaqueIn = field(isOpaque);
export const placeIn = field(isPlace);
export const tenantIn = field(isTenantId);
export const roleIn = field<Role>(isRole);
export const domainIn = field(isDomain);
export const domainsIn = field(
  (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isDomain),
);

/** A place, or null where an item has none. */
export const placeOrNullIn = (item: Item, name: string): string | null =>
  item[name] === undefined ? null : placeIn(item, name);

const isListOfScopes = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isScope);

/** Scopes of any resource server, or null where an item has no ceiling. */
export const scopesOrNullIn = (item: Item, name: string): readonly string[] | null =>
  item[name] === undefined ? null : field(isListOfScopes)(item, name);

export const wordIn = <const Word extends string>(...words: readonly Word[]) =>
  field((value: unknown): value is Word => words.some((word) => word === value));
