import type { Tenant } from "../../shared/tenants/tenant";
import { changeTenant } from "../../shared/tenants/tenant-changes";
import { tenantWrites } from "../../shared/tenants/tenant-writes-table";
import type { CommandDependencies } from "../cli/command";
import { CommandError, noSuchTenant } from "../cli/errors";
import { tenantRows } from "../stores/tenant-rows";

/** Returns false when the tenant had this status before. */
export async function changeStatus(
  tenantId: string,
  status: Tenant["status"],
  { stage, signal, context }: CommandDependencies,
): Promise<boolean> {
  const ports = {
    tenants: await stage.open("TenantsTable", tenantRows),
    tenantWrites: await stage.open("TenantsTable", tenantWrites),
  };
  const before = await ports.tenants.find(tenantId, signal);
  if (before === undefined) throw noSuchTenant(tenantId);
  const { kind } = await changeTenant(ports, { tenantId, version: before.version }, { status }, context());
  if (kind === "not-found") throw noSuchTenant(tenantId);
  if (kind === "stale")
    throw new CommandError(`The tenant ${tenantId} has changed in the meantime. Run this command again.`);
  return before.status !== status;
}
