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
 * The brand of a person's tenant, if it has one. A late or missing message would be worse than one under another
 * name, so a look-up that is slow or fails counts as no brand.
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

/**
 * The person's tenant. Before they have a profile, it is the one that an administrator or the migration has assigned:
 * no client can write that attribute.
 */
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
