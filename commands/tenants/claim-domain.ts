import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { domainFrom, tenantIdFrom } from "../cli/words";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";
import { noSuchTenant } from "./no-such-tenant";
import { isPublicMailDomain } from "./public-mail-domains";

/** Returns false when the tenant owned the domain before. */
export async function claimDomain(
  { tenants }: { readonly tenants: Pick<OperatorTenants, "find" | "claimDomain"> },
  tenantId: string,
  domain: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (isPublicMailDomain(domain))
    throw new CommandError(
      `${domain} belongs to a public mail provider. Whoever owned it would have every customer of that provider as ` +
        "a member. Invite people by their address instead.",
    );
  if ((await tenants.find(tenantId, signal)) === undefined) throw noSuchTenant(tenantId);
  const owner = await tenants.claimDomain(domain, tenantId);
  if (owner.tenantId !== tenantId)
    throw new CommandError(
      owner.tenantId === undefined
        ? `${domain} changed hands at this moment. Run the command again.`
        : `${domain} is owned by ${owner.tenantId}. Before another tenant can claim it: npm run tenants:release-domain -- ${domain}`,
    );
  return owner.isNew;
}

export const tenantsClaimDomain = defineCommand({
  summary: "Makes a tenant the owner of an e-mail domain",
  explanation: [
    "Makes a tenant the owner of an e-mail domain. On a stage whose signUpPolicy is domain or open, whoever proves an",
    "address in it becomes a member, and on every stage nobody but the owner can invite its addresses. Make sure that",
    "the domain is the tenant's: nothing here verifies it. Subdomains are domains of their own. People who already",
    "have a profile stay where they are.",
  ].join("\n"),
  words: { id: "<id>", domain: "<domain>" },
  options: {},
  async perform({ words }, { stage, signal }) {
    const [id, domain] = [tenantIdFrom(words.id), domainFrom(words.domain)];
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await claimDomain({ tenants }, id, domain, signal);
    return [isNew ? `The tenant ${id} owns ${domain}.` : `The tenant ${id} owned ${domain} already.`];
  },
});
