import type { AddressFacts } from "../../shared/people/address-facts";
import type { EmailAddress } from "../../shared/people/email";
import { type Identity, provenEmail } from "../../shared/people/identity";
import { decidePlacement, type PlacementPolicy } from "../../shared/people/placement";
import { KNOWN_ADDRESS, RejectionError } from "../../shared/runtime/errors";
import { isRole, ROLES } from "../../shared/tenants/role";
import { isTenantId } from "../../shared/tenants/tenant";
import { type DomainLists, isAllowed } from "./domain-lists";
import { isPrivileged } from "./privileged-attributes";

export interface Registration {
  readonly source: "self" | "federation" | "administrator";
  readonly attributeNames: readonly string[];
  readonly identity: Identity;
}

export interface Facts {
  readonly address: AddressFacts;
  readonly isLegacyUser: boolean;
}

/** What can be refused without asking anybody. */
export function refusalByForm(registration: Registration, lists: DomainLists): RejectionError | undefined {
  const { source, attributeNames, identity } = registration;
  if (source === "administrator") return refusalOfAssignment(identity) ?? refusalOfAddress(registration);
  if (attributeNames.some(isPrivileged) || (source === "self" && identity.emailVerified))
    return new RejectionError("privileged-attribute", "Some of these details cannot be set at sign-up");
  return refusalOfAddress(registration) ?? refusalOfDomain(registration, lists);
}

/** What takes the tables to know. Nothing is proven yet, so the question is where they would belong if it were. */
export function refusalByFacts(
  { source, identity }: Registration,
  { address, isLegacyUser }: Facts,
  policy: PlacementPolicy,
  now: Date,
): RejectionError | undefined {
  if (source === "administrator") return undefined;
  const question = { identity, email: addressOnceProven(identity), policy, now };
  const welcome = (facts: AddressFacts) => decidePlacement({ ...question, facts }).kind === "place";
  if (!welcome({ ...address, exclusion: undefined }))
    return new RejectionError(
      "belongs-nowhere",
      "Sign-up is by invitation only. If you already have an account, please sign in",
    );
  if (!welcome(address)) return new RejectionError("excluded", KNOWN_ADDRESS);
  // Otherwise anybody could take the address of somebody who has not moved over from the old system yet.
  if (source === "self" && isLegacyUser) return new RejectionError("legacy-user", KNOWN_ADDRESS);
  return undefined;
}

/** Native users prove their address by a code. A provider's word stays its word, however often it is given. */
export const addressOnceProven = (identity: Identity): EmailAddress | undefined =>
  provenEmail({ ...identity, emailVerified: true });

function refusalOfAddress({ source, attributeNames, identity }: Registration): RejectionError | undefined {
  if (identity.email !== undefined) return undefined;
  // Some providers give no address; whether the pool can do without one is for the pool to say.
  if (source !== "self" && !attributeNames.includes("email")) return undefined;
  return new RejectionError(
    "malformed-address",
    "This e-mail address cannot be used. Please write it like name@example.com, in plain letters",
  );
}

/** The lists are for people who pick an address themselves, not for those whom a tenant's own provider sends. */
function refusalOfDomain({ identity }: Registration, lists: DomainLists): RejectionError | undefined {
  const { email, federation } = identity;
  if (email === undefined || federation?.provider?.tenantId !== undefined) return undefined;
  if (isAllowed(email.domain, lists)) return undefined;
  return new RejectionError(
    "domain-not-allowed",
    "Sign-up with an e-mail address of this domain is not possible",
  );
}

/** These attributes cannot be changed later, so an administrator's slip is better caught now. */
function refusalOfAssignment({ assigned: { tenantId, role } }: Identity): RejectionError | undefined {
  if (tenantId !== undefined && !isTenantId(tenantId))
    return new RejectionError("bad-assignment", "custom:tenant_id is not the id of a tenant");
  if (role !== undefined && !isRole(role))
    return new RejectionError("bad-assignment", `custom:role is none of ${ROLES.join(", ")}`);
  return undefined;
}
