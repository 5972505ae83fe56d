import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { bindProvider } from "../../shared/tenants/provider-binding";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchTenant } from "../cli/errors";
import { domainFrom, providerNameFrom, tenantIdFrom } from "../cli/values";
import { tenantRows } from "../stores/tenant-rows";
import { whomItBrings } from "./list-providers";

export const command = defineCommand({
  summary: "Says whom an identity provider brings to which tenant",
  explanation: [
    "Binds an identity provider, or changes its binding. With --tenant, everybody who comes through it joins that tenant;",
    "without, people find their place by their address. Its word proves addresses only of the domains that",
    "--authoritative-for names. It takes effect within a minute. Whether the pool has such a provider is not checked.",
    "What the parameter identityProviders has bound is the operator's from then on.",
  ].join("\n"),
  args: { name: "<name>" },
  options: {
    tenant: { value: "<id>", explanation: "the tenant of everybody who comes through it" },
    "authoritative-for": {
      value: "<domain>",
      repeatable: true,
      explanation: "an e-mail domain for which its word is proof",
    },
  },
  async perform({ args, options }, { stage, clock, signal }) {
    const name = providerNameFrom(args.name);
    const tenantId = options.tenant === undefined ? undefined : tenantIdFrom(options.tenant);
    const wanted = {
      name,
      ...(tenantId !== undefined && { tenantId }),
      authoritativeFor: [...new Set(options["authoritative-for"].map(domainFrom))],
    };
    const ports = {
      providers: await stage.open("TenantsTable", identityProvidersTable),
      tenants: await stage.open("TenantsTable", tenantRows),
    };
    const by = { kind: "command", id: "tenants:bind-provider" } as const;
    const change = await bindProvider(ports, wanted, { by, now: clock(), signal });
    switch (change.kind) {
      case "unknown-tenant":
        throw noSuchTenant(tenantId ?? "");
      case "changed":
      case "unchanged":
        return [
          `${name} ${change.kind === "changed" ? "is bound" : "was bound already"}: ${whomItBrings(change.entry)}.`,
        ];
      default:
        throw new CommandError(`${name} has changed in the meantime. Run this command again.`);
    }
  },
});
