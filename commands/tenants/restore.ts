import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/words";
import { operatorTenants } from "../stores/operator-tenants";
import { setTenantStatus } from "./suspend";

export const tenantsRestore = defineCommand({
  summary: "Ends the suspension of a tenant",
  explanation: "Makes a suspended tenant active again. It takes effect within a minute.",
  words: { id: "<id>" },
  options: {},
  async perform({ words }, { stage }) {
    const id = tenantIdFrom(words.id);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await setTenantStatus({ tenants }, id, "active");
    return [`The tenant ${id} ${isNew ? "is active again, within a minute" : "was active already"}.`];
  },
});
