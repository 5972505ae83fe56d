import type { EmailAddress } from "../email";
import type { Invitation } from "../tenants/invitation";
import type { Invitations } from "../tenants/invitations-table";
import type { Tenants } from "../tenants/tenants-table";
import type { Exclusion } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import type { Mark } from "./marks";

/** What the tables say about an address and the person who brings it. */
export interface AddressFacts {
  readonly invitations: readonly Invitation[];
  /** The tenant that owns the address's domain. */
  readonly domainOwner: string | undefined;
  readonly exclusions: readonly Exclusion[];
}

export interface AddressFactsPorts {
  readonly invitations: Pick<Invitations, "forEmail">;
  readonly tenants: Pick<Tenants, "ownerOf">;
  readonly exclusions: Pick<Exclusions, "find">;
}

/** Reads invitations and domains for a proven address only, and exclusions for all marks. */
export async function gatherAddressFacts(
  { invitations, tenants, exclusions }: AddressFactsPorts,
  { proven, marks }: { proven: EmailAddress | undefined; marks: readonly Mark[] },
  signal: AbortSignal,
): Promise<AddressFacts> {
  const [found, domainOwner, excluded] = await Promise.all([
    proven === undefined ? [] : invitations.forEmail(proven.address, signal),
    proven === undefined ? undefined : tenants.ownerOf(proven.domain, signal),
    exclusions.find(marks, signal),
  ]);
  return { invitations: found, domainOwner, exclusions: excluded };
}
