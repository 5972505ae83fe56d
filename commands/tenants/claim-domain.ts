import { defineCommand } from "../cli/command";
import { CommandError, noSuchTenant } from "../cli/errors";
import { domainFrom, tenantIdFrom } from "../cli/values";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";
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
      `${domain} belongs to a public mail provider: every customer of that provider could become a member. Invite ` +
        "people by their addresses instead.",
    );
  if ((await tenants.find(tenantId, signal)) === undefined) throw noSuchTenant(tenantId);
  const owner = await tenants.claimDomain(domain, tenantId);
  if (owner.tenantId !== tenantId)
    throw new CommandError(
      owner.tenantId === undefined
        ? `${domain} was released by another command in the meantime. Run this one again.`
        : `${domain} is owned by ${owner.tenantId}. To release it first: npm run tenants:release-domain -- ${domain}`,
    );
  return owner.isNew;
}

export const command = defineCommand({
  summary: "Makes a tenant the owner of an e-mail domain",
  explanation: [
    "Makes a tenant the owner of an e-mail domain. On a stage whose signUpPolicy is domain or open, whoever proves an",
    "address in the domain becomes a member; on every stage, only the owner can invite its addresses. Make sure that the",
    "domain belongs to the tenant: nothing here verifies it. A subdomain is a domain of its own. People who already have",
    "a profile stay where they are.",
  ].join("\n"),
  args: { id: "<id>", domain: "<domain>" },
  options: {},
  async perform({ args }, { stage, signal }) {
    const [id, domain] = [tenantIdFrom(args.id), domainFrom(args.domain)];
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await claimDomain({ tenants }, id, domain, signal);
    return [isNew ? `The tenant ${id} owns ${domain}.` : `The tenant ${id} owned ${domain} already.`];
  },
});
