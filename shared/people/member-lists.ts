import { folded } from "../folded";
import { isRecord } from "../json";
import { ROLES, type Role } from "../tenants/role";
import { placeOf } from "./member-keys";

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

export const isMemberPosition = (value: unknown): value is MemberPosition =>
  isRecord(value) &&
  Number.isSafeInteger(value.list) &&
  Number(value.list) >= 0 &&
  ((value.key === undefined && value.sub === undefined) ||
    (typeof value.key === "string" && typeof value.sub === "string" && value.key !== "" && value.sub !== ""));

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
