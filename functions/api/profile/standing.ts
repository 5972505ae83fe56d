import type { Caller } from "../../../shared/api/caller";
import type { Person, Profile } from "../../../shared/people/person";
import { refusalOf } from "../../../shared/people/refusal";
import { RejectionError } from "../../../shared/runtime/errors";
import type { Tenant } from "../../../shared/tenants/tenant";

/** Why somebody whose token is still valid may not come in any more. */
export function refusalOfCaller(
  { tenantId }: Caller,
  { profile, memberships }: Person & { readonly profile: Profile },
  tenant: Tenant | undefined,
): RejectionError | undefined {
  const refusal = refusalOf(profile, tenant);
  if (refusal !== undefined) return refusal;
  if (memberships.some((membership) => membership.tenantId === tenantId)) return undefined;
  return new RejectionError("no-member", "Your access to this organisation has ended. Please sign in again");
}
