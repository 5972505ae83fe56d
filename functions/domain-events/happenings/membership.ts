import type { Happening } from "../../../shared/events/domain-event";
import type { Item } from "../stream-record";
import { opaqueIn, placeIn, roleIn, wordIn } from "./fields";

const statusIn = wordIn("active", "suspended", "removed");

/** What has happened to a membership. One that was removed counts as none. */
export function happenedToMembership(before: Item | undefined, after: Item): readonly Happening[] {
  const tenantId = placeIn(after, "tenantId");
  const happened = { tenantId, subject: { sub: opaqueIn(after, "sub"), tenantId } };
  const earlier = before !== undefined && statusIn(before, "status") !== "removed" ? before : undefined;
  const status = statusIn(after, "status");
  if (status === "removed")
    return earlier === undefined
      ? []
      : [{ type: "membership.removed", ...happened, from: { role: roleIn(earlier, "role") } }];
  const role = roleIn(after, "role");
  const from = { role: role, status: "active", ...(earlier && inForce(earlier)) };
  return [
    ...(earlier === undefined ? [{ type: "membership.added", ...happened, to: { role } } as const] : []),
    ...(from.role !== role
      ? [{ type: "membership.role-changed", ...happened, from: { role: from.role }, to: { role } } as const]
      : []),
    ...(from.status !== status ? [turnTo(status, happened)] : []),
  ];
}

const inForce = (membership: Item) => ({
  role: roleIn(membership, "role"),
  status: wordIn("active", "suspended")(membership, "status"),
});

const turnTo = (
  status: "active" | "suspended",
  happened: Pick<Extract<Happening, { type: "membership.suspended" }>, "tenantId" | "subject">,
): Happening =>
  status === "suspended"
    ? { type: "membership.suspended", ...happened, from: { status: "active" }, to: { status } }
    : { type: "membership.reinstated", ...happened, from: { status: "suspended" }, to: { status } };
