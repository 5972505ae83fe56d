import type { FindProvider } from "../../shared/people/identity";
import { FaultError } from "../../shared/runtime/errors";
import { refuse } from "../../shared/runtime/refusals";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { isProviderType } from "../../shared/tenants/provider-claims";
import { type NameableDomains, trim } from "./needed-claims";

interface Ports {
  /** Undefined where the stage does not link accounts at providers to people whom the pool knows already. */
  readonly findProvider: FindProvider | undefined;
}

/** Drops every claim of a provider that no attribute of the pool is filled from. */
export const createHandler =
  ({ findProvider }: Ports): TriggerHandler<"inbound-federation"> =>
  async (event, run) => {
    const { providerName, providerType, attributes } = event.request;
    if (event.triggerSource !== "InboundFederation_ExternalProvider" || !isProviderType(providerType))
      refuse("unknown-source", "Sign-in");
    const domains = findProvider ? await nameableBy(findProvider, providerName, run.signal) : "any";
    const { needed, dropped } = trim(providerType, attributes, domains);
    // Cognito would take an empty answer to mean that it keeps every claim.
    if (Object.keys(needed).length === 0) throw new FaultError("the provider says nothing that is mapped");
    run.outcome("trimmed", { dropped });
    return { ...event, response: { userAttributesToMap: needed } };
  };

/**
 * The domains in which a provider may name addresses. Cognito gives a linked user the address that the provider
 * names, so a provider whose accounts can be linked may name only those that it is authoritative for. One that is
 * authoritative for none is never linked, so it may name any.
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
