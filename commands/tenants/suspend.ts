import type { Tenant } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/words";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";
import { noSuchTenant } from "./no-such-tenant";

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

export const tenantsSuspend = defineCommand({
  summary: "Suspends a tenant with everybody in it",
  explanation: [
    "Suspends a tenant: nobody who acts under it, and none of its machine clients, gets another token. It takes effect",
    "within a minute, when the next token is issued; tokens issued before live until they expire. Nothing is deleted.",
  ].join("\n"),
  words: { id: "<id>" },
  options: {},
  async perform({ words }, { stage }) {
    const id = tenantIdFrom(words.id);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await setTenantStatus({ tenants }, id, "suspended");
    return [
      `The tenant ${id} ${isNew ? "is" : "was already"} suspended. Within a minute, no token is issued under it.`,
      "Tokens issued before live until they expire, after the stage's accessTokenMinutes at the latest.",
    ];
  },
});
