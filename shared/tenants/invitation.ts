import type { Actor, Changed } from "../change";
import { isRecord, isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import { isRole, type Role } from "./role";
import { isPlace } from "./tenant";

export const INVITATION_STATUSES = ["open", "accepted", "declined", "withdrawn"] as const;

export interface Invitation extends Changed {
  readonly email: string;
  /** The tenant that invites, or the platform, whose members are the operators. */
  readonly tenantId: string;
  /** Names the invitation in places where its address must not appear. */
  readonly id: string;
  readonly role: Role;
  readonly status: (typeof INVITATION_STATUSES)[number];
  /** The digest of the link's secret. Without one, nobody signs up by the invitation. */
  readonly secretDigest?: string;
  readonly invitedBy: Actor;
  /** The language of its letter. */
  readonly language?: string;
  readonly createdAt: string;
  /** When its letter was last sent; absent if the link was passed on by hand. */
  readonly sentAt?: string;
  /** Seconds since 1970, for DynamoDB's expiry. Code checks it too, because that expiry comes late. */
  readonly expiresAt: number;
  /** The `sub` of the person who is joining by it. One invitation brings in one person. */
  readonly claimedBy?: string;
  /** Goes up with every change that must not be overwritten unseen. */
  readonly version: number;
}

/**
 * Reads an invitation from the table. A malformed one is a fault. If it were skipped, the person would get the
 * tenant's default role instead.
 */
export function readInvitation(item: Readonly<Record<string, unknown>>): Invitation {
  const { listKey: _, ...invitation } = item;
  const { tenantId, id, role, status, secretDigest, invitedBy, createdAt, expiresAt, version } = invitation;
  if (
    !isPlace(tenantId) ||
    typeof id !== "string" ||
    !isRole(role) ||
    !INVITATION_STATUSES.some((known) => known === status) ||
    !(secretDigest === undefined || typeof secretDigest === "string") ||
    !isRecord(invitedBy) ||
    !isTimestamp(createdAt) ||
    typeof expiresAt !== "number" ||
    typeof version !== "number"
  )
    throw new FaultError(`an invitation of the tenant ${tenantId} is malformed`);
  return invitation as unknown as Invitation;
}

/** Whether somebody can still join by it. */
export const isOpen = (invitation: Invitation, now: Date): boolean =>
  invitation.status === "open" && !isExpired(invitation, now);

export const isExpired = ({ expiresAt }: Invitation, now: Date): boolean => expiresAt * 1000 <= now.getTime();
