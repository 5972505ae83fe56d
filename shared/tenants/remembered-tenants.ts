import type { Tenants } from "./tenants-table";

type Find = Tenants["find"];

/** How long a container may act on what it knows of a tenant: a suspension takes effect within this time. */
const MEMORY_MS = 60_000;
const MOST_REMEMBERED = 1_000;

/** Keeps a token issue at one database request. Only certain answers are remembered, never a failure or an absence. */
export function rememberedTenants(find: Find, clock: () => number = Date.now): Find {
  const known = new Map<string, { tenant: Awaited<ReturnType<Find>>; until: number }>();
  return async (tenantId, signal) => {
    const memory = known.get(tenantId);
    if (memory !== undefined && clock() < memory.until) return memory.tenant;
    const tenant = await find(tenantId, signal);
    if (known.size >= MOST_REMEMBERED) known.clear();
    if (tenant === undefined) known.delete(tenantId);
    else known.set(tenantId, { tenant, until: clock() + MEMORY_MS });
    return tenant;
  };
}
