import { folded } from "../folded";
import type { Membership } from "./person";

/** The attributes by which the indexes of the People table find and sort the members of a tenant. */
export interface MemberKeys {
  readonly nameKey: string;
  readonly addressKey: string;
  readonly place: string;
}

/** One partition of members: those of one role and status. */
export const placeOf = ({
  tenantId,
  role,
  status,
}: Pick<Membership, "tenantId" | "role" | "status">): string => `${tenantId}#${role}#${status}`;

/** Members without a name are sorted by their address. The sub makes each key unique. */
export const memberKeys = (
  sub: string,
  membership: Pick<Membership, "tenantId" | "role" | "status" | "name" | "email">,
): MemberKeys => {
  const { name, email = "" } = membership;
  return {
    nameKey: `${folded(name ?? email)}#${sub}`,
    addressKey: `${folded(email)}#${sub}`,
    place: placeOf(membership),
  };
};
