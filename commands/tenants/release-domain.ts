import { releaseDomain } from "../../shared/tenants/domain-claims";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { ARGUMENTS, openDomains, tenantDomainFrom } from "./domains";

export const command = defineCommand({
  summary: "Takes an e-mail domain from a tenant, or its claim",
  explanation: [
    "Takes an e-mail domain from the tenant that owns it, or withdraws the tenant's claim. People who joined through it",
    "keep their profiles and memberships. From then on the domain makes nobody a member, and every tenant can invite its",
    "addresses.",
  ].join("\n"),
  args: ARGUMENTS,
  options: {},
  async perform({ args }, { stage, context }) {
    const of = tenantDomainFrom(args);
    const released = await releaseDomain(await openDomains(stage), of, context());
    if (released.kind === "unknown")
      throw new CommandError(`${of.tenantId} neither owns nor claims ${of.domain}.`);
    return [
      released.wasOwned
        ? `${of.domain} is released; ${of.tenantId} owned it.`
        : `${of.tenantId} does not claim ${of.domain} any more.`,
    ];
  },
});
