import type { StringMap } from "../../shared/json";
import type { Brand } from "../../shared/messages/brand";
import type { People } from "../../shared/people/people-table";
import { membershipIn } from "../../shared/people/person";
import type { Run } from "../../shared/runtime/invocation";
import { TENANT_BRAND_MS } from "../../shared/runtime/time-budget";
import { withTimeLimit } from "../../shared/runtime/time-limit";
import type { Tenants } from "../../shared/tenants/tenants-table";

export interface TenantBrandPorts {
  readonly people: Pick<People, "find">;
  readonly tenants: Pick<Tenants, "find">;
}

/**
 * The brand of the tenant that somebody belongs to, where it has one. A message that waits for it, or is never written
 * because of it, would be worse than one under another name.
 */
export async function brandOfTenant(
  ports: TenantBrandPorts,
  attributes: StringMap,
  run: Pick<Run, "signal" | "warn">,
): Promise<Brand | undefined> {
  try {
    return await withTimeLimit(TENANT_BRAND_MS, run.signal, async (signal) => {
      const tenantId = await tenantOf(ports, attributes, signal);
      return tenantId === undefined ? undefined : (await ports.tenants.find(tenantId, signal))?.brand;
    });
  } catch {
    run.warn("the tenant's brand could not be read");
    return undefined;
  }
}

/** Where they are, or where an administrator or the migration is about to bring them: no client writes the attribute. */
async function tenantOf(
  { people }: TenantBrandPorts,
  { sub, "custom:tenant_id": assigned }: StringMap,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (sub === undefined) return assigned;
  const person = await people.find(sub, signal);
  if (person.profile === undefined) return assigned;
  return membershipIn(person, person.profile.activeTenant)?.tenantId;
}
