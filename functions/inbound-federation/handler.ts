import { FaultError } from "../../shared/runtime/errors";
import { refuse } from "../../shared/runtime/refusals";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { isProviderType } from "../../shared/tenants/provider-claims";
import { trim } from "./needed-claims";

/** Leaves of what a provider says no more than the pool's attributes are made of. */
export const createHandler = (): TriggerHandler<"inbound-federation"> => async (event, run) => {
  const { providerType, attributes } = event.request;
  if (event.triggerSource !== "InboundFederation_ExternalProvider" || !isProviderType(providerType))
    refuse("unknown-source", "Sign-in");
  const { needed, dropped } = trim(providerType, attributes);
  // Cognito would take an empty answer for everything that the provider has said.
  if (Object.keys(needed).length === 0) throw new FaultError("the provider says nothing that is mapped");
  run.outcome("trimmed", { dropped });
  return { ...event, response: { userAttributesToMap: needed } };
};
