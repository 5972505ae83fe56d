import type { Endpoints } from "./api";

/** Routes for the admins of a tenant, and the same for operators under the tenant that the path names. */
export const ofTenant = (endpoints: Endpoints): Endpoints =>
  Object.fromEntries(
    Object.entries(endpoints).flatMap(([route, endpoint]) => [
      [route, endpoint],
      [route.replace(" /", " /tenants/{tenantId}/"), endpoint],
    ]),
  );
