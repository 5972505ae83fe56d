import { folded } from "../folded";
import { isRecord } from "../json";
import { ROLES, type Role } from "../tenants/role";
import { placeOf } from "./member-keys";
import type { Membership } from "./person";
import { isSub } from "./sub";

/** Which members to list. `q` is the beginning of a name or an address. */
export interface MemberQuery {
  readonly role?: Role | undefined;
  readonly status?: ListedStatus | undefined;
  readonly q?: string | undefined;
}

/** Removed members are in no list. */
export const LISTED_STATUSES = ["active", "suspended"] as const;

type ListedStatus = (typeof LISTED_STATUSES)[number];

/** One range of an index. */
export interface MemberList {
  readonly index: string;
  readonly hash: { readonly tenantId: string } | { readonly place: string };
  readonly range: "nameKey" | "addressKey";
  readonly prefix: string;
}

/** Where a page ended: the list, and the last member in it. */
export interface MemberPosition {
  readonly list: number;
  readonly key?: string;
  readonly sub?: string;
}

/**
 * The ranges that answer a query, one after the other. None holds a member that is not asked for, so a page costs
 * what it shows, however many members the tenant has.
 */
export function listsFor(tenantId: string, { role, status, q }: MemberQuery): readonly MemberList[] {
  const prefix = folded(q ?? "");
  const ranges: readonly MemberList["range"][] = prefix === "" ? ["nameKey"] : ["nameKey", "addressKey"];
  return ranges.flatMap((range): readonly MemberList[] => {
    const by = range === "nameKey" ? "Name" : "Address";
    if (role === undefined && status === undefined)
      return [{ index: `membersBy${by}`, hash: { tenantId }, range, prefix }];
    const statuses = status === undefined ? LISTED_STATUSES : [status];
    const roles = role === undefined ? ROLES.toReversed() : [role];
    return statuses.flatMap((one) =>
      roles.map((other) => ({
        index: `membersByPlaceAnd${by}`,
        hash: { place: placeOf({ tenantId, role: other, status: one }) },
        range,
        prefix,
      })),
    );
  });
}

/** Whether a list shows a member. A member who is found by name and by address stands in the first list only. */
export function belongsInto(
  { range, prefix }: MemberList,
  { name, email = "" }: Pick<Membership, "name" | "email">,
): boolean {
  const isFoundByName = folded(name ?? email).startsWith(prefix);
  return range === "nameKey" ? isFoundByName : !isFoundByName && folded(email).startsWith(prefix);
}

/** In bytes: what DynamoDB takes as a sort key. */
const LONGEST_KEY = 1_024;

/** Whether a value, which any client can send, is a position in the lists of a query. */
export const isPositionIn =
  (lists: readonly MemberList[]) =>
  (value: unknown): value is MemberPosition => {
    if (!isRecord(value) || typeof value.list !== "number") return false;
    const list = lists[value.list];
    if (list === undefined) return false;
    const { key, sub } = value;
    if (key === undefined && sub === undefined) return true;
    return (
      typeof key === "string" &&
      isSub(sub) &&
      key.startsWith(list.prefix) &&
      key.endsWith(`#${sub}`) &&
      Buffer.byteLength(key) <= LONGEST_KEY
    );
  };
