import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/values";
import { changeStatus } from "./change-status";

export const command = defineCommand({
  summary: "Ends the suspension of a tenant",
  explanation: "Makes a suspended tenant active again. It takes effect within a minute.",
  args: { id: "<id>" },
  options: {},
  async perform({ args }, dependencies) {
    const id = tenantIdFrom(args.id);
    const isNew = await changeStatus(id, "active", dependencies);
    return [`The tenant ${id} ${isNew ? "is active again, within a minute" : "was active already"}.`];
  },
});
