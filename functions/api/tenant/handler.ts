import type { Endpoints } from "../../../shared/api/api";
import {
  type AuthorityPorts,
  authorityOf,
  changeOf,
  MANAGE_MEMBERS,
  READ_MEMBERS,
} from "../../../shared/api/authority";
import { optional, readBody, removable } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";
import {
  answerOfChange,
  BRAND,
  DEFAULT_ROLE,
  noSuchTenant,
  showTenant,
  TENANT_NAME,
} from "../../../shared/api/tenants";
import { versioned, versionIn } from "../../../shared/api/versions";
import { changeTenant, type TenantChangePorts } from "../../../shared/tenants/tenant-changes";

type Ports = AuthorityPorts & TenantChangePorts;

const CHANGE = {
  name: optional(TENANT_NAME),
  defaultRole: optional(DEFAULT_ROLE),
  brand: removable(BRAND),
};

/** A tenant, for its own admins. */
export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /tenant"(request, run) {
    const { tenantId } = await authorityOf(ports, request, READ_MEMBERS.inTenant, run);
    const tenant = await ports.tenants.find(tenantId, run.signal);
    if (tenant === undefined) throw noSuchTenant();
    return versioned(200, showTenant(tenant));
  },

  async "PATCH /tenant"(request, run) {
    const change = readBody(request, CHANGE);
    if (Object.values(change).every((value) => value === undefined))
      throw new Problem("invalid-request", "Send a name, a defaultRole or a brand");
    const authority = await authorityOf(ports, request, MANAGE_MEMBERS.inTenant, run);
    const seen = { tenantId: authority.tenantId, version: versionIn(request) };
    return answerOfChange(await changeTenant(ports, seen, change, changeOf(authority, run)));
  },
});
