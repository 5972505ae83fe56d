import { isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import { isRole, type Role } from "./role";
import { isTenantId } from "./tenant";

export interface Invitation {
  readonly email: string;
  readonly tenantId: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: string;
  /** Seconds since 1970, as DynamoDB's expiry wants it. Compared in code too, because that expiry comes late. */
  readonly expiresAt: number;
  /** The `sub` of the person who is joining by it. One invitation brings in one person. */
  readonly claimedBy?: string;
}

/**
 * Reads an invitation as the table holds it. A malformed one is a fault: without it, its tenant's default role would be
 * given.
 */
export function readInvitation(item: Readonly<Record<string, unknown>>): Invitation {
  const { tenantId, role, createdAt, expiresAt } = item;
  if (!isTenantId(tenantId) || !isRole(role) || !isTimestamp(createdAt) || typeof expiresAt !== "number")
    throw new FaultError(`an invitation of the tenant ${tenantId} is malformed`);
  return item as unknown as Invitation;
}

export const isOpen = ({ expiresAt }: Invitation, now: Date): boolean => expiresAt * 1000 > now.getTime();
