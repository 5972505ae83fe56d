import type { Role } from "../people/role";

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

export const isOpen = ({ expiresAt }: Invitation, now: Date): boolean => expiresAt * 1000 > now.getTime();
