import type { Tenant } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { CommandError, UsageError } from "../cli/errors";
import { roleFrom, tenantIdFrom } from "../cli/words";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";

export async function createTenant(
  { tenants }: { readonly tenants: Pick<OperatorTenants, "create"> },
  tenant: Tenant,
): Promise<void> {
  if (!(await tenants.create(tenant)))
    throw new CommandError(`There is a tenant ${tenant.id} already. Nothing was changed.`);
}

export const tenantsCreate = defineCommand({
  summary: "Creates a tenant",
  explanation: [
    "Creates an active tenant. Its id stands in tokens and group names and can never be changed. People who come to it",
    "without a role of their own (by its e-mail domain or through its identity provider) get the default role.",
  ].join("\n"),
  words: { id: "<id>" },
  options: {
    name: { value: "<name>", required: true, explanation: "what people call it" },
    "default-role": { value: "viewer|member|admin", default: "member", explanation: "the role of newcomers" },
  },
  async perform({ words, options }, { stage }) {
    const name = options.name.trim();
    if (name === "") throw new UsageError("--name is empty");
    const tenant: Tenant = {
      id: tenantIdFrom(words.id),
      name,
      status: "active",
      defaultRole: roleFrom(options["default-role"]),
    };
    await createTenant({ tenants: await stage.open("TenantsTable", operatorTenants) }, tenant);
    return [
      `The tenant ${tenant.id} (${tenant.name}) is created; newcomers get the role ${tenant.defaultRole}.`,
    ];
  },
});
