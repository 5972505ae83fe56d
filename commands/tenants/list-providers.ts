import type { IdentityProvider } from "../../shared/tenants/identity-providers";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { defineCommand } from "../cli/command";
import { everyEntry } from "../stores/every-entry";

export const command = defineCommand({
  summary: "Lists the identity providers and what they are bound to",
  explanation: [
    "Lists the identity providers that are bound, by name: those of the parameter identityProviders and those of",
    "tenants:bind-provider. Only the listing is read, page by page. Nobody comes in through one that is not in here.",
  ].join("\n"),
  args: {},
  options: { json: { explanation: "print JSON" } },
  async perform({ options }, { stage, signal }) {
    const { list } = await stage.open("TenantsTable", identityProvidersTable);
    const providers = await everyEntry(list, signal);
    if (options.json) return { json: providers };
    return providers.length === 0 ? ["No identity provider is bound."] : providers.map(lineOf);
  },
});

const lineOf = (provider: IdentityProvider): string => `${provider.name}: ${whomItBrings(provider)}`;

/** What a binding means, in words. */
export function whomItBrings({
  tenantId,
  authoritativeFor,
}: Pick<IdentityProvider, "tenantId" | "authoritativeFor">): string {
  const place =
    tenantId === undefined ? "people find their place by their address" : `everybody joins ${tenantId}`;
  const proof = authoritativeFor.length === 0 ? "no address" : `addresses of ${authoritativeFor.join(", ")}`;
  return `${place}; it proves ${proof}`;
}
