import type { PageRequest } from "../../shared/paging";
import type { Domain, DomainClaim } from "../../shared/tenants/domain";
import { domainsTable } from "../../shared/tenants/domains-table";
import type { ListingPosition } from "../../shared/tenants/listing";
import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/values";
import { everyEntry } from "../stores/every-entry";
import { describeRecord } from "./domains";

export const command = defineCommand({
  summary: "Lists the e-mail domains that a tenant owns or claims",
  explanation:
    "Lists the e-mail domains that a tenant owns, and those that it claims, with the records to prove them.",
  args: { id: "<id>" },
  options: { json: { explanation: "print JSON" } },
  async perform({ args, options }, { stage, signal }) {
    const id = tenantIdFrom(args.id);
    const { list } = await stage.open("TenantsTable", domainsTable);
    const ofTenant = (page: PageRequest<ListingPosition>) => list(id, page, signal);
    const domains = await everyEntry(ofTenant, signal);
    if (options.json) return { json: domains };
    return domains.length === 0 ? [`The tenant ${id} owns and claims no domain.`] : domains.flatMap(linesOf);
  },
});

function linesOf(listed: Domain | DomainClaim): readonly string[] {
  if ("token" in listed) return [`${listed.domain}: claimed, proven by`, ...describeRecord(listed)];
  if (listed.status === "released") return [];
  const { domain, how, provenAt } = listed;
  return [
    `${domain}: owned since ${provenAt}, by ${how === "dns" ? "a record in DNS" : "the word of an operator"}`,
  ];
}
