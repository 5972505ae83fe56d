import type { Tenant } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { noSuchTenant } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { tenantIdFrom } from "../cli/values";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";

/** Returns false when the tenant had this status before. */
export async function setTenantStatus(
  { tenants }: { readonly tenants: Pick<OperatorTenants, "setStatus"> },
  tenantId: string,
  status: Tenant["status"],
): Promise<boolean> {
  const before = await tenants.setStatus(tenantId, status);
  if (before === undefined) throw noSuchTenant(tenantId);
  return before.status !== status;
}

export const command = defineCommand({
  summary: "Suspends a tenant with everybody in it",
  explanation: [
    "Suspends a tenant: nobody who acts for it, and none of its machine clients, gets another token. It takes effect",
    "within a minute, when the next token is issued; tokens that were issued before stay valid until they expire. Nothing",
    "is deleted.",
  ].join("\n"),
  args: { id: "<id>" },
  options: {},
  async perform({ args }, { stage }) {
    const id = tenantIdFrom(args.id);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await setTenantStatus({ tenants }, id, "suspended");
    return [
      `The tenant ${id} ${isNew ? "is" : "was already"} suspended. Within a minute, no more tokens are issued for it.`,
      ISSUED_TOKENS_STAY_VALID,
    ];
  },
});
