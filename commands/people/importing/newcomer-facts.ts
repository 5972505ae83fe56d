import type { Exclusion } from "../../../shared/people/exclusion";
import { exclusionKey, readExclusion } from "../../../shared/people/exclusions-table";
import type { Mark } from "../../../shared/people/marks";
import { type Invitation, readInvitation } from "../../../shared/tenants/invitation";
import type { Get } from "../../stores/batched-gets";

/** What is known of somebody who may come into a tenant, besides what is theirs. */
export interface NewcomerFacts {
  /** What keeps them out of this tenant, or out of all. */
  exclusions(marks: readonly Mark[], tenantId: string): Promise<readonly Exclusion[]>;
  /** The tenant's own, closed or not. */
  invitation(address: string, tenantId: string): Promise<Invitation | undefined>;
}

interface TableNames {
  readonly people: string;
  readonly invitations: string;
}

export const newcomerFacts = (get: Get, { people, invitations }: TableNames): NewcomerFacts => ({
  async exclusions(marks, tenantId) {
    const keys = marks.flatMap((mark) => [exclusionKey(mark, undefined), exclusionKey(mark, tenantId)]);
    const found = await Promise.all(keys.map((key) => get(people, key)));
    return found.filter((item) => item !== undefined).map(readExclusion);
  },
  async invitation(address, tenantId) {
    const item = await get(invitations, { email: address, tenantId });
    return item && readInvitation(item);
  },
});
