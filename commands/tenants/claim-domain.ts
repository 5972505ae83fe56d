import { claimDomain, ownWithoutProof } from "../../shared/tenants/domain-claims";
import { defineCommand } from "../cli/command";
import {
  ARGUMENTS,
  describeOwnership,
  describeRecord,
  openDomains,
  proveLater,
  refused,
  taken,
  tenantDomainFrom,
} from "./domains";

export const command = defineCommand({
  summary: "Claims an e-mail domain for a tenant, and prints the DNS record that proves it",
  explanation: [
    "Claims an e-mail domain for a tenant, and prints the TXT record that proves the claim. Until tenants:prove-domain has",
    "found the record, the claim grants nothing; other tenants can claim the domain as well, and whoever proves it first",
    "owns it. On a stage whose signUpPolicy is domain or open, whoever proves an address in an owned domain becomes a",
    "member; on every stage, only the owner can invite its addresses. A subdomain is a domain of its own. People who",
    "already have a profile stay where they are. With --without-proof, the tenant owns the domain at once, and you answer",
    "for it: make sure that the domain belongs to the tenant.",
  ].join("\n"),
  args: ARGUMENTS,
  options: { "without-proof": { explanation: "own the domain at once, on your responsibility" } },
  async perform({ args, options }, { stage, context }) {
    const of = tenantDomainFrom(args);
    const ports = await openDomains(stage);
    if (options["without-proof"]) {
      const owned = await ownWithoutProof(ports, of, context());
      if (owned.kind === "owned") return describeOwnership(owned.ownership, owned.isNew);
      throw owned.kind === "taken" ? taken(owned, of) : refused(owned, of);
    }
    const claimed = await claimDomain(ports, of, context());
    if (claimed.kind === "owned") return describeOwnership(claimed.ownership, false);
    if (claimed.kind !== "claimed") throw refused(claimed, of);
    return [
      `${of.tenantId} claims ${of.domain}. Whoever runs the DNS of ${of.domain} makes this record:`,
      ...describeRecord(claimed.claim),
      "Once it is there:",
      `  ${proveLater(of)}`,
    ];
  },
});
