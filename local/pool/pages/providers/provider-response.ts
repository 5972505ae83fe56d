import { offeredProviders } from "../../federation/offered-providers";
import { isOnThisComputer } from "../../federation/openid/configuration";
import { redeemCode } from "../../federation/openid/sign-in";
import type { ProviderAnswer } from "../../federation/provider-answer";
import { admitFederated } from "../../federation/sign-in-federated";
import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import { type AuthorizationRequest, readAuthorization } from "../authorization-request";
import type { PageAnswer } from "../document";
import type { PageRequest } from "../page-request";
import { letIn, returnRefused } from "../return-to-client";
import type { Visit } from "../visit";
import { findProviderSignIn, type ProviderSignIn, refusalOf } from "./provider-sign-in";
import { takeAnswer } from "./simulated-provider";

/**
 * A person returns from a provider, and goes on to the client, signed in or not. Undefined if the request belongs
 * to no sign-in.
 */
export async function takeProviderResponse(
  pool: Pool,
  request: PageRequest,
  refused: Visit["refused"],
): Promise<PageAnswer | undefined> {
  const found = findProviderSignIn(pool, request);
  if (found === undefined) return undefined;
  // Each state can be used once, whatever its outcome.
  pool.providerSignIns.void(found.state);
  const reading = readAuthorization(pool, new URLSearchParams(found.signIn.query));
  if (reading.kind === "unanswerable") return undefined;
  if (reading.kind === "refused") return returnRefused(reading.to, reading.error);
  const { asked } = reading;
  const provider = offeredProviders(pool, asked.client).find(({ name }) => name === found.signIn.provider);
  if (provider === undefined)
    return returnRefused(asked, { error: "invalid_request", description: "The client has no such provider" });
  return comeBack(pool, request, asked, provider, { ...found, refused });
}

interface ComingBack {
  readonly state: string;
  readonly signIn: ProviderSignIn;
  readonly refused: Visit["refused"];
}

async function comeBack(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  provider: IdentityProviderSettings,
  { state, signIn, refused }: ComingBack,
): Promise<PageAnswer> {
  const { query } = request;
  if (query.has("error")) {
    const description = query.get("error_description") ?? `${provider.name} answers ${query.get("error")}`;
    return returnRefused(asked, { error: "access_denied", description });
  }
  let who = provider.name;
  try {
    const answer = await answerAt(pool, provider, state, signIn, query);
    if (answer === undefined)
      return returnRefused(asked, {
        error: "invalid_request",
        description: "The code of the provider is not valid",
      });
    who = `${provider.name}_${answer.subject}`;
    const user = await admitFederated(pool, asked.client, provider, answer);
    return await letIn(pool, request, asked, user, provider.name);
  } catch (error) {
    refused(who, error);
    return returnRefused(asked, refusalOf(error));
  }
}

async function answerAt(
  pool: Pool,
  provider: IdentityProviderSettings,
  state: string,
  signIn: ProviderSignIn,
  query: URLSearchParams,
): Promise<ProviderAnswer | undefined> {
  const [code, ...others] = query.getAll("code");
  if (code === undefined || others.length > 0) return undefined;
  return isOnThisComputer(provider)
    ? redeemCode(pool, provider, { ...signIn, code, issuer: query.get("iss") })
    : takeAnswer(pool, state, code);
}
