import type { IncomingHttpHeaders } from "node:http";
import type { Pool } from "../../pool";
import type { PageAnswer } from "../document";
import { isOwnForm, type PageRequest } from "../page-request";
import type { Visit } from "../visit";
import { takeProviderResponse } from "./provider-response";
import { findProviderSignIn, PROVIDER_RESPONSE } from "./provider-sign-in";
import { SIMULATED_PROVIDER } from "./simulated-provider";
import { simulatedProviderPage, takeSimulatedSignIn } from "./simulated-provider-page";

/**
 * A request of a person who is at a provider, or returns from one. It names no client, only the state of the
 * sign-in.
 */
export interface AtProvider {
  readonly pool: Pool;
  readonly request: PageRequest;
  readonly headers: IncomingHttpHeaders;
  readonly refused: Visit["refused"];
}

type Step = (at: AtProvider) => PageAnswer | Promise<PageAnswer | undefined> | undefined;

/** The steps by method and path. Undefined for a sign-in that did not begin in this browser. */
export const PROVIDER_STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  [`GET ${SIMULATED_PROVIDER}`, showSimulated],
  [`POST ${SIMULATED_PROVIDER}`, takeSimulated],
  [`GET ${PROVIDER_RESPONSE}`, ({ pool, request, refused }) => takeProviderResponse(pool, request, refused)],
]);

function showSimulated({ pool, request }: AtProvider): PageAnswer | undefined {
  const found = findProviderSignIn(pool, request);
  return found && simulatedProviderPage(pool, request, found);
}

function takeSimulated({ pool, request, headers }: AtProvider): PageAnswer | undefined {
  const found = findProviderSignIn(pool, request);
  if (found === undefined || !isOwnForm(pool, request, headers)) return undefined;
  return takeSimulatedSignIn(pool, request, found);
}
