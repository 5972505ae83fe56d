import { randomBytes } from "node:crypto";
import { CognitoError } from "../../api/errors";
import { isOnThisComputer, ProviderError } from "../../federation/openid/configuration";
import { authorizationAddress } from "../../federation/openid/sign-in";
import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import type { AuthorizationError, AuthorizationRequest } from "../authorization-request";
import { type PageAnswer, redirectTo } from "../document";
import { addressOf, type PageRequest } from "../page-request";
import { returnRefused } from "../return-to-client";
import { SIMULATED_PROVIDER } from "./simulated-provider";

/** Somebody has been sent on to a provider. What they come back with counts in the same browser, for this and once. */
export interface ProviderSignIn {
  readonly browser: string;
  /** By the name that it has in the pool. */
  readonly provider: string;
  /** What the client sent them to the pages with. */
  readonly query: string;
  /** Where the client wants them in the end. */
  readonly leadsTo: string;
  /** Where the provider sends them back to. */
  readonly redirectUri: string;
  readonly nonce: string;
  readonly expiresAt: number;
}

/** As on Cognito's domain. */
export const PROVIDER_RESPONSE = "/oauth2/idpresponse";

const MINUTES = 10;

/** A provider on this computer is asked itself; the page of this pool stands for every other. */
export async function sendToProvider(
  pool: Pool,
  { browser, origin, query }: PageRequest,
  asked: AuthorizationRequest,
  provider: IdentityProviderSettings,
): Promise<PageAnswer> {
  const signIn: ProviderSignIn = {
    browser,
    provider: provider.name,
    query: query.toString(),
    leadsTo: asked.redirectUri,
    redirectUri: `${origin}${PROVIDER_RESPONSE}`,
    nonce: randomBytes(32).toString("base64url"),
    expiresAt: pool.now().getTime() + MINUTES * 60_000,
  };
  const state = pool.providerSignIns.issue(signIn);
  if (!isOnThisComputer(provider))
    return redirectTo(addressOf(SIMULATED_PROVIDER, new URLSearchParams({ state })));
  try {
    const { loginHint, prompt } = asked;
    return redirectTo(await authorizationAddress(pool, provider, { ...signIn, state, loginHint, prompt }));
  } catch (error) {
    return returnRefused(asked, refusalOf(error));
  }
}

/** The client hears what was wrong, as from Cognito. Whoever is refused has proven at the provider who they are. */
export function refusalOf(error: unknown): AuthorizationError {
  const isKnown = error instanceof ProviderError || (error instanceof CognitoError && error.status < 500);
  if (isKnown) return { error: "invalid_request", description: error.message };
  console.error(error);
  return { error: "server_error", description: "The local user pool has failed" };
}

/** Undefined for a state that this browser was not given, that has expired, or that has been used. */
export function findProviderSignIn(
  pool: Pool,
  { browser, isNewBrowser, query }: PageRequest,
): { readonly state: string; readonly signIn: ProviderSignIn } | undefined {
  const [state, ...others] = query.getAll("state");
  const signIn = pool.providerSignIns.find(state, pool.now());
  const isOwn = others.length === 0 && !isNewBrowser && signIn?.browser === browser;
  return state !== undefined && signIn !== undefined && isOwn ? { state, signIn } : undefined;
}
