import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, changeOf, operatorOf } from "../../../shared/api/authority";
import { type FieldReader, Mistake, optional, readBody, removable } from "../../../shared/api/body";
import { cursorOf, pageOf, queryOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import {
  answerOfChange,
  BRAND,
  DEFAULT_ROLE,
  noSuchTenant,
  showTenant,
  TENANT_NAME,
  TENANT_STATUS,
} from "../../../shared/api/tenants";
import { versioned, versionIn } from "../../../shared/api/versions";
import { LOWEST_ROLE } from "../../../shared/tenants/role";
import { isTenantId, PLATFORM, type Tenant } from "../../../shared/tenants/tenant";
import { changeTenant } from "../../../shared/tenants/tenant-changes";
import { isTenantPosition, type TenantList } from "../../../shared/tenants/tenant-list";
import type { TenantWrites } from "../../../shared/tenants/tenant-writes-table";

export interface TenantEndpointPorts extends AuthorityPorts {
  readonly tenantList: TenantList;
  readonly tenantWrites: TenantWrites;
}

const TENANT_ID: FieldReader<string> = (value) =>
  isTenantId(value)
    ? value
    : new Mistake(
        `must be 2 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen, and not ${PLATFORM}`,
      );

const NEW_TENANT = { tenantId: TENANT_ID, name: TENANT_NAME, defaultRole: optional(DEFAULT_ROLE) };

const CHANGE = {
  name: optional(TENANT_NAME),
  status: optional(TENANT_STATUS),
  defaultRole: optional(DEFAULT_ROLE),
  brand: removable(BRAND),
};

export const tenantEndpoints = (ports: TenantEndpointPorts): Endpoints => ({
  async "GET /tenants"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    const { q = "", ...page } = queryOf(request, "q", "limit", "cursor");
    const { entries, next } = await ports.tenantList.list(q, pageOf(page, isTenantPosition(q)), run.signal);
    return { status: 200, body: { tenants: entries.map(showTenant), next: cursorOf(next) } };
  },

  async "POST /tenants"(request, run) {
    const { tenantId, name, defaultRole = LOWEST_ROLE } = readBody(request, NEW_TENANT);
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const tenant: Tenant = { id: tenantId, name, status: "active", defaultRole, version: 1 };
    if (!(await ports.tenantWrites.create(tenant, changeOf(authority, run))))
      throw new Problem("conflict", "There is a tenant of this id already");
    return versioned(201, showTenant(tenant));
  },

  async "GET /tenants/{tenantId}"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    queryOf(request);
    const tenant = await ports.tenants.find(tenantIn(request), run.signal);
    if (tenant === undefined) throw noSuchTenant();
    return versioned(200, showTenant(tenant));
  },

  async "PATCH /tenants/{tenantId}"(request, run) {
    const change = readBody(request, CHANGE);
    if (Object.values(change).every((value) => value === undefined))
      throw new Problem("invalid-request", "Send a name, a status, a defaultRole or a brand");
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const seen = { tenantId: tenantIn(request), version: versionIn(request) };
    return answerOfChange(await changeTenant(ports, seen, change, changeOf(authority, run)));
  },
});

/** A text that cannot be the id of a tenant names none. */
function tenantIn({ path: { tenantId } }: ApiRequest): string {
  if (!isTenantId(tenantId)) throw noSuchTenant();
  return tenantId;
}
