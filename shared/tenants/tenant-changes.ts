import type { Brand } from "../messages/brand";
import type { ChangeContext } from "../runtime/invocation";
import { PLATFORM, type Tenant } from "./tenant";
import type { TenantWrites } from "./tenant-writes-table";
import type { Tenants } from "./tenants-table";

export interface TenantChangePorts {
  readonly tenants: Pick<Tenants, "find">;
  readonly tenantWrites: Pick<TenantWrites, "change">;
}

/** A change of a tenant. What it does not name stays as it is. */
export interface TenantChange {
  readonly name?: string | undefined;
  readonly status?: Tenant["status"] | undefined;
  readonly defaultRole?: Tenant["defaultRole"] | undefined;
  /** `null` removes it. */
  readonly brand?: Brand | null | undefined;
}

export type TenantChanged =
  | { readonly kind: "changed"; readonly tenant: Tenant }
  | { readonly kind: "not-found" | "stale" };

/**
 * Changes a tenant that was seen in this version. Repeating an interrupted change succeeds, because the tenant is
 * already as it should be. Nobody can change the platform.
 */
export async function changeTenant(
  { tenants, tenantWrites }: TenantChangePorts,
  { tenantId, version }: { readonly tenantId: string; readonly version: number },
  change: TenantChange,
  context: ChangeContext,
): Promise<TenantChanged> {
  const present = tenantId === PLATFORM ? undefined : await tenants.find(tenantId, context.signal);
  if (present === undefined) return { kind: "not-found" };
  const to = changedBy(present, change);
  if (isSame(present, to)) return { kind: "changed", tenant: present };
  if (version !== present.version) return { kind: "stale" };
  const tenant = await tenantWrites.change(present, to, context);
  return tenant === undefined ? { kind: "stale" } : { kind: "changed", tenant };
}

function changedBy(
  { brand: present, ...tenant }: Tenant,
  { name, status, defaultRole, brand = present }: TenantChange,
): Tenant {
  return {
    ...tenant,
    name: name ?? tenant.name,
    status: status ?? tenant.status,
    defaultRole: defaultRole ?? tenant.defaultRole,
    ...(brand !== undefined && brand !== null && { brand }),
  };
}

const isSame = (one: Tenant, other: Tenant): boolean =>
  one.name === other.name &&
  one.status === other.status &&
  one.defaultRole === other.defaultRole &&
  one.brand?.name === other.brand?.name &&
  one.brand?.colour === other.brand?.colour &&
  one.brand?.supportUrl === other.brand?.supportUrl;
