import type { FindProvider } from "../../shared/people/identity";
import { FaultError } from "../../shared/runtime/errors";
import { refuse } from "../../shared/runtime/refusals";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { isProviderType } from "../../shared/tenants/provider-claims";
import { type NameableDomains, trim } from "./needed-claims";

interface Ports {
  /** Only where the stage ties accounts at providers to people whom the pool knows already. */
  readonly findProvider: FindProvider | undefined;
}

/** Leaves of what a provider says no more than the pool's attributes are made of. */
export const createHandler =
  ({ findProvider }: Ports): TriggerHandler<"inbound-federation"> =>
  async (event, run) => {
    const { providerName, providerType, attributes } = event.request;
    if (event.triggerSource !== "InboundFederation_ExternalProvider" || !isProviderType(providerType))
      refuse("unknown-source", "Sign-in");
    const domains = findProvider ? await nameableBy(findProvider, providerName, run.signal) : "any";
    const { needed, dropped } = trim(providerType, attributes, domains);
    // Cognito would take an empty answer for everything that the provider has said.
    if (Object.keys(needed).length === 0) throw new FaultError("the provider says nothing that is mapped");
    run.outcome("trimmed", { dropped });
    return { ...event, response: { userAttributesToMap: needed } };
  };

/**
 * Cognito gives a linked user the address that the provider names, so one whose accounts can be linked must name no other
 * than those that it answers for. A provider that answers for none is linked to nobody: its people are its own.
 */
async function nameableBy(
  findProvider: FindProvider,
  name: unknown,
  signal: AbortSignal,
): Promise<NameableDomains> {
  const provider = isProviderName(name) ? await findProvider(name.toLowerCase(), signal) : undefined;
  if (provider?.status !== "bound") return [];
  return provider.authoritativeFor.length === 0 ? "any" : provider.authoritativeFor;
}
