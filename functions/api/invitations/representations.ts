import type { InvitingRefusal, InvitingResult } from "../../../shared/inviting/inviting";
import { type Invitation, isExpired } from "../../../shared/tenants/invitation";

export const show = (invitation: Invitation, now: Date) => ({
  email: invitation.email,
  role: invitation.role,
  invitedBy: invitation.invitedBy,
  language: invitation.language ?? null,
  createdAt: invitation.createdAt,
  sentAt: invitation.sentAt ?? null,
  expiresAt: new Date(invitation.expiresAt * 1_000).toISOString(),
  expired: isExpired(invitation, now),
  version: invitation.version,
});

export function showResult(result: InvitingResult, now: Date) {
  const { email, outcome } = result;
  switch (outcome) {
    case "refused":
      return { email, outcome, detail: detailOf(result.refusal) };
    case "already-member":
      return {
        email,
        outcome,
        detail:
          result.member.status === "suspended"
            ? "They are a member already, and suspended. Reinstate them instead"
            : `They are a member already, as ${result.member.role}. Change their role instead`,
      };
    default:
      return {
        email,
        outcome,
        invitation: show(result.invitation, now),
        ...(result.delivery.kind === "link" && { link: result.delivery.link }),
        ...(result.delivery.kind === "not-sent" && {
          detail: "The invitation stands, but could not be sent. Send it again",
        }),
      };
  }
}

/** An admin learns nothing about other tenants, nor about people who are not members of theirs. */
function detailOf({ reason }: InvitingRefusal): string {
  switch (reason) {
    case "malformed-address":
      return "This is not an e-mail address in plain letters, such as name@example.com";
    case "listed-twice":
      return "This address is in the list more than once";
    case "busy":
      return "Somebody else is inviting this address at this moment. Try again";
    case "foreign-domain":
    case "suspended":
      return "This address cannot be invited here";
    case "removed":
      return "This address was removed a moment ago. Try again";
  }
}
