import type { Tenant } from "../../shared/tenants/tenant";
import { tenantWrites } from "../../shared/tenants/tenant-writes-table";
import { defineCommand } from "../cli/command";
import { CommandError, ValueError } from "../cli/errors";
import { roleFrom, tenantIdFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Creates a tenant",
  explanation: [
    "Creates an active tenant. Its id stands in tokens and group names and can never be changed. People who come to it",
    "without a role of their own (by its e-mail domain or through its identity provider) get the default role.",
  ].join("\n"),
  args: { id: "<id>" },
  options: {
    name: { value: "<name>", required: true, explanation: "the name that people see" },
    "default-role": { value: "viewer|member|admin", default: "member", explanation: "the role of newcomers" },
  },
  async perform({ args, options }, { stage, context }) {
    const name = options.name.trim();
    if (name === "") throw new ValueError("--name is empty");
    const tenant: Tenant = {
      id: tenantIdFrom(args.id),
      name,
      status: "active",
      defaultRole: roleFrom(options["default-role"]),
      version: 1,
    };
    const { create } = await stage.open("TenantsTable", tenantWrites);
    if (!(await create(tenant, context())))
      throw new CommandError(`There already is a tenant ${tenant.id}. Nothing was changed.`);
    return [
      `The tenant ${tenant.id} (${tenant.name}) is created; newcomers get the role ${tenant.defaultRole}.`,
    ];
  },
});
