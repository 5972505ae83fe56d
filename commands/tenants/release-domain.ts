import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { domainFrom } from "../cli/values";
import { operatorTenants } from "../stores/operator-tenants";

export const command = defineCommand({
  summary: "Takes an e-mail domain from the tenant that owns it",
  explanation: [
    "Takes an e-mail domain from the tenant that owns it. People who joined through it keep their profiles and",
    "memberships. From then on the domain makes nobody a member, and every tenant can invite its addresses.",
  ].join("\n"),
  args: { domain: "<domain>" },
  options: {},
  async perform({ args }, { stage }) {
    const domain = domainFrom(args.domain);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const owner = await tenants.releaseDomain(domain);
    if (owner === undefined) throw new CommandError(`No tenant owns ${domain}.`);
    return [`${domain} is released; ${owner} owned it.`];
  },
});
