import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/values";
import { operatorTenants } from "../stores/operator-tenants";
import { setTenantStatus } from "./suspend";

export const command = defineCommand({
  summary: "Ends the suspension of a tenant",
  explanation: "Makes a suspended tenant active again. It takes effect within a minute.",
  args: { id: "<id>" },
  options: {},
  async perform({ args }, { stage }) {
    const id = tenantIdFrom(args.id);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await setTenantStatus({ tenants }, id, "active");
    return [`The tenant ${id} ${isNew ? "is active again, within a minute" : "was active already"}.`];
  },
});
