import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { unbindProvider } from "../../shared/tenants/provider-binding";
import { defineCommand } from "../cli/command";
import { noSuchProvider } from "../cli/errors";
import { providerNameFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Ends the binding of an identity provider",
  explanation: [
    "Ends the binding of an identity provider: nobody new comes in through it, and it proves no more addresses. It takes",
    "effect within a minute. People who have a profile stay where they are, and can still sign in; the provider itself",
    "stays in the pool.",
  ].join("\n"),
  args: { name: "<name>" },
  options: {},
  async perform({ args }, { stage, clock, signal }) {
    const name = providerNameFrom(args.name);
    const providers = await stage.open("TenantsTable", identityProvidersTable);
    const by = { kind: "command", id: "tenants:unbind-provider" } as const;
    const change = await unbindProvider({ providers }, name, { by, now: clock(), signal });
    if (change.kind !== "changed") throw noSuchProvider(name);
    return [`${change.entry.name} is no longer bound.`];
  },
});
