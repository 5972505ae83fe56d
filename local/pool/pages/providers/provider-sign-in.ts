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

/**
 * A person who has been sent to a provider. The provider's answer counts once, in the same browser and for this
 * sign-in.
 */
export interface ProviderSignIn {
  readonly browser: string;
  /** The provider's name in the pool. */
  readonly provider: string;
  /** The query of the client's request. */
  readonly query: string;
  /** The address to which the client wants people to return in the end. */
  readonly leadsTo: string;
  /** The address to which the provider sends people back. */
  readonly redirectUri: string;
  readonly nonce: string;
  readonly expiresAt: number;
}

/** The path of Cognito's own domains. */
export const PROVIDER_RESPONSE = "/oauth2/idpresponse";

const MINUTES = 10;

/** A provider on this computer is asked itself. For every other provider, a page of this pool stands in. */
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

/** The client learns the mistake, as from Cognito. The person has already proven to the provider who they are. */
export function refusalOf(error: unknown): AuthorizationError {
  const isKnown = error instanceof ProviderError || (error instanceof CognitoError && error.status < 500);
  if (isKnown) return { error: "invalid_request", description: error.message };
  console.error(error);
  return { error: "server_error", description: "The local user pool has failed" };
}

/** Undefined for a state that was not issued to this browser, has expired, or has been used. */
export function findProviderSignIn(
  pool: Pool,
  { browser, isNewBrowser, query }: PageRequest,
): { readonly state: string; readonly signIn: ProviderSignIn } | undefined {
  const [state, ...others] = query.getAll("state");
  const signIn = pool.providerSignIns.find(state, pool.now());
  const isOwn = others.length === 0 && !isNewBrowser && signIn?.browser === browser;
  return state !== undefined && signIn !== undefined && isOwn ? { state, signIn } : undefined;
}
