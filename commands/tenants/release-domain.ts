import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { domainFrom } from "../cli/words";
import { operatorTenants } from "../stores/operator-tenants";

export const tenantsReleaseDomain = defineCommand({
  summary: "Takes an e-mail domain from the tenant that owns it",
  explanation: [
    "Takes an e-mail domain from the tenant that owns it. People who came in by it keep their profiles and memberships;",
    "from now on the domain places nobody, and every tenant can invite its addresses.",
  ].join("\n"),
  words: { domain: "<domain>" },
  options: {},
  async perform({ words }, { stage }) {
    const domain = domainFrom(words.domain);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const owner = await tenants.releaseDomain(domain);
    if (owner === undefined) throw new CommandError(`No tenant owns ${domain}.`);
    return [`${domain} is released; ${owner} owned it.`];
  },
});
