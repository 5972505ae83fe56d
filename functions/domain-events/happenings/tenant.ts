import type { Happening } from "../../../shared/events/domain-event";
import type { Item } from "../stream-record";
import { differing } from "./differing";
import { roleIn, wordIn } from "./fields";

const statusIn = wordIn("active", "suspended");

/** What has happened to a tenant. For its name and brand, an event only says that they have changed. */
export function happenedToTenant(
  tenantId: string,
  before: Item | undefined,
  after: Item,
): readonly Happening[] {
  const happened = { tenantId, subject: { tenantId } };
  const defaultRole = roleIn(after, "defaultRole");
  const status = statusIn(after, "status");
  const from = before === undefined ? "active" : statusIn(before, "status");
  return [
    ...(before === undefined
      ? [{ type: "tenant.created", ...happened, to: { defaultRole } } as const]
      : changeOf(before, after, happened)),
    ...(status !== from ? [turnTo(status, happened)] : []),
  ];
}

type Happened = Pick<Extract<Happening, { type: "tenant.created" }>, "tenantId" | "subject">;

function changeOf(before: Item, after: Item, happened: Happened): readonly Happening[] {
  const changed = differing(["name", "defaultRole", "brand"], before, after);
  if (changed.length === 0) return [];
  return [
    {
      type: "tenant.changed",
      ...happened,
      from: { defaultRole: roleIn(before, "defaultRole") },
      to: { defaultRole: roleIn(after, "defaultRole"), changed },
    },
  ];
}

const turnTo = (status: "active" | "suspended", happened: Happened): Happening =>
  status === "suspended"
    ? { type: "tenant.suspended", ...happened, from: { status: "active" }, to: { status } }
    : { type: "tenant.restored", ...happened, from: { status: "suspended" }, to: { status } };
