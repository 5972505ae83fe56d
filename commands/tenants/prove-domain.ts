import { createTextLookUp } from "../../shared/dns/texts";
import { recordName } from "../../shared/tenants/domain";
import { type Proven, proveDomain, type TenantDomain } from "../../shared/tenants/domain-claims";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { ARGUMENTS, describeOwnership, openDomains, taken, tenantDomainFrom } from "./domains";

export const command = defineCommand({
  summary: "Looks up the record of a claim in DNS, and makes the tenant the owner of the domain",
  explanation: [
    "Looks up the TXT record that tenants:claim-domain has printed, in the DNS of this computer. If it is there, the tenant",
    "owns the domain, unless another tenant owns it already. The record can then be deleted.",
  ].join("\n"),
  args: ARGUMENTS,
  options: {},
  async perform({ args }, { stage, context }) {
    const of = tenantDomainFrom(args);
    const ports = { ...(await openDomains(stage)), lookUpTexts: createTextLookUp(stage.dnsServer) };
    const proven = await proveDomain(ports, of, context());
    switch (proven.kind) {
      case "owned":
        return describeOwnership(proven.ownership, proven.isNew);
      case "taken":
        throw taken(proven, of);
      case "unclaimed":
        throw new CommandError(
          `${of.tenantId} does not claim ${of.domain}. To claim it: npm run tenants:claim-domain -- ${of.tenantId} ${of.domain}`,
        );
      case "unproven":
        throw new CommandError(describeUnproven(proven, of));
    }
  },
});

function describeUnproven(
  { found }: Extract<Proven, { kind: "unproven" }>,
  { tenantId, domain }: TenantDomain,
): string {
  const name = recordName(domain);
  const show = `To see the record again: npm run tenants:claim-domain -- ${tenantId} ${domain}`;
  switch (found) {
    case "no-record":
      return `DNS has no TXT record ${name}. A new record can take hours until it is seen everywhere. ${show}`;
    case "other-texts":
      return `The TXT record ${name} says something else. ${show}`;
    case "no-answer":
      return `DNS did not answer for ${name}. Run the command again.`;
  }
}
