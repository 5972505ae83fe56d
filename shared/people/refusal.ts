import { RejectionError } from "../runtime/errors";
import type { Tenant } from "../tenants/tenant";
import type { Profile } from "./person";

/**
 * Why somebody who has proven who they are may not come in, in words for them. Only to be asked after the password:
 * before it, the answer would tell strangers about accounts and tenants.
 */
export function refusalOf(profile: Profile, tenant: Tenant | undefined): RejectionError | undefined {
  switch (profile.status) {
    case "suspended":
      return new RejectionError(
        "suspended-person",
        "Your access is suspended. Please contact your administrator",
      );
    case "removed":
      return new RejectionError("removed-person", "Your access has ended. Please contact your administrator");
    case "active":
      return refusalOfTenant(tenant);
    default:
      return unknownStatus(profile.status);
  }
}

function refusalOfTenant(tenant: Tenant | undefined): RejectionError | undefined {
  if (tenant?.status === "active") return undefined;
  return new RejectionError(
    tenant === undefined ? "unknown-tenant" : "suspended-tenant",
    "Your organisation's access is suspended. Please contact your administrator",
  );
}

/** A status that this version does not know, written by hand or by a later version, lets nobody in. */
const unknownStatus = (_status: never): RejectionError =>
  new RejectionError("unknown-status", "Your access cannot be confirmed. Please contact your administrator");
