import { activeMembership, type Person } from "../../shared/people/person";
import { refusalOf } from "../../shared/people/refusal";
import { RejectionError } from "../../shared/runtime/errors";
import { isRole, type Role } from "../../shared/tenants/role";
import { isTenantId, PLATFORM, type Tenant } from "../../shared/tenants/tenant";

/** What a person's tokens say about them. */
export interface Standing {
  readonly tenantId: string;
  readonly role: Role;
}

export type Decision<Granted> =
  | ({ readonly kind: "issue" } & Granted)
  | { readonly kind: "refuse"; readonly refusal: RejectionError };

/** A token is issued only on a certain answer: an active person, in a tenant that is active, with a role that exists. */
export function decideForPerson(person: Person, tenant: Tenant | undefined): Decision<Standing> {
  const { profile } = person;
  const refusal = profile === undefined ? belongsNowhere() : refusalOf(profile, tenant);
  if (refusal !== undefined) return { kind: "refuse", refusal };
  const membership = activeMembership(person);
  if (membership === undefined || membership.tenantId !== tenant?.id || !isRole(membership.role))
    return { kind: "refuse", refusal: belongsNowhere() };
  return { kind: "issue", tenantId: membership.tenantId, role: membership.role };
}

/** A machine acts for the tenant that its client is registered for, or for the platform; otherwise for nobody. */
export function decideForMachine(
  registeredFor: string | undefined,
  tenant: Tenant | undefined,
): Decision<Pick<Standing, "tenantId">> {
  if (registeredFor === PLATFORM) return { kind: "issue", tenantId: PLATFORM };
  if (isTenantId(registeredFor) && tenant?.id === registeredFor && tenant.status === "active")
    return { kind: "issue", tenantId: registeredFor };
  return {
    kind: "refuse",
    refusal: new RejectionError("unregistered-client", "This client acts for no active tenant"),
  };
}

export const belongsNowhere = (): RejectionError =>
  new RejectionError(
    "nowhere",
    "Your account does not belong to an organisation yet. Please ask for an invitation",
  );

/** An old user whose address the old system never verified, or somebody whom an administrator created without a word on it. */
export const unprovenAddress = (): RejectionError =>
  new RejectionError(
    "unproven-address",
    "Your e-mail address has not been confirmed yet. Please ask your administrator to confirm it",
  );
