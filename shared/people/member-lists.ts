import { folded } from "../folded";
import { isRecord } from "../json";
import { ROLES, type Role } from "../tenants/role";
import { placeOf } from "./member-keys";
import type { Membership } from "./person";
import { isSub } from "./sub";

/** Which members are asked for; `q` is the beginning of a name or an address. */
export interface MemberQuery {
  readonly role?: Role | undefined;
  readonly status?: ListedStatus | undefined;
  readonly q?: string | undefined;
}

/** Whoever was removed is in no list. */
export const LISTED_STATUSES = ["active", "suspended"] as const;

type ListedStatus = (typeof LISTED_STATUSES)[number];

/** One stretch of an index. */
export interface MemberList {
  readonly index: string;
  readonly hash: { readonly tenantId: string } | { readonly place: string };
  readonly range: "nameKey" | "addressKey";
  readonly prefix: string;
}

/** Where a page ended: in which of the lists, and after which member. */
export interface MemberPosition {
  readonly list: number;
  readonly key?: string;
  readonly sub?: string;
}

/**
 * The lists that answer a query one after the other, each without a member that is not asked for: so a page costs what
 * it shows, however many members a tenant has.
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

/** Whether somebody belongs into a list by what it shows of them; whoever is found by both stands in the first one. */
export function belongsInto(
  { range, prefix }: MemberList,
  { name, email = "" }: Pick<Membership, "name" | "email">,
): boolean {
  const isFoundByName = folded(name ?? email).startsWith(prefix);
  return range === "nameKey" ? isFoundByName : !isFoundByName && folded(email).startsWith(prefix);
}

/** In bytes: what DynamoDB takes as a sort key. */
const LONGEST_KEY = 1_024;

/** Whether something that anybody can write is a position in the lists of a query. */
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
