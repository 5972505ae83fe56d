import type { Happening } from "../../../shared/events/domain-event";
import { INVITATION_STATUSES } from "../../../shared/tenants/invitation";
import type { Item } from "../stream-record";
import { opaqueIn, placeIn, roleIn, wordIn } from "./fields";

const statusIn = wordIn(...INVITATION_STATUSES);

/** What has happened to an invitation. One with another id replaces the earlier one. */
export function happenedToInvitation(before: Item | undefined, after: Item): readonly Happening[] {
  const tenantId = placeIn(after, "tenantId");
  const invitationId = opaqueIn(after, "id");
  const happened = { tenantId, subject: { invitationId, tenantId } };
  const earlier = before !== undefined && opaqueIn(before, "id") === invitationId ? before : undefined;
  const from = earlier === undefined ? "open" : statusIn(earlier, "status");
  const status = statusIn(after, "status");
  return [
    ...(earlier === undefined
      ? [{ type: "invitation.created", ...happened, to: { role: roleIn(after, "role") } } as const]
      : []),
    ...(status !== from && status !== "open" ? [endOf(after, status, happened)] : []),
  ];
}

/** Only the person who has claimed an invitation accepts it. */
const endOf = (
  invitation: Item,
  status: "accepted" | "declined" | "withdrawn",
  happened: Pick<Extract<Happening, { type: "invitation.withdrawn" }>, "tenantId" | "subject">,
): Happening =>
  status === "accepted"
    ? {
        type: "invitation.accepted",
        ...happened,
        subject: { ...happened.subject, sub: opaqueIn(invitation, "claimedBy") },
      }
    : { type: `invitation.${status}`, ...happened };
