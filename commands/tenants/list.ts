import type { PageRequest } from "../../shared/paging";
import type { Tenant } from "../../shared/tenants/tenant";
import type { TenantPosition } from "../../shared/tenants/tenant-list";
import { tenantListTable } from "../../shared/tenants/tenant-list-table";
import { defineCommand } from "../cli/command";
import { everyEntry } from "../stores/every-entry";

export const command = defineCommand({
  summary: "Lists the tenants",
  explanation: [
    "Lists the tenants by name. With --search, only those whose name or id begins like this. A stage's public tenant is",
    "in the list once somebody has created or changed it.",
  ].join("\n"),
  args: {},
  options: {
    search: { value: "<beginning>", default: "", explanation: "the beginning of a name or an id" },
    json: { explanation: "print JSON" },
  },
  async perform({ options }, { stage, signal }) {
    const { list } = await stage.open("TenantsTable", tenantListTable);
    const search = (page: PageRequest<TenantPosition>) => list(options.search, page, signal);
    const tenants = await everyEntry(search, signal);
    if (options.json) return { json: tenants };
    return tenants.length === 0 ? ["There is no such tenant."] : tenants.map(lineOf);
  },
});

const lineOf = ({ id, name, status, defaultRole }: Tenant): string =>
  `${id} (${name}): ${status}, newcomers become ${defaultRole}`;
