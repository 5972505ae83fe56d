import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import type { Claims } from "../../tokens/jwt";
import type { Attributes } from "../../users/attributes";
import type { ProviderAnswer } from "../provider-answer";
import { fetchJson, findProvider, ProviderError } from "./configuration";
import { verifyIdToken } from "./id-token";

/** The values that tie the provider's answer to the request. */
interface Question {
  readonly redirectUri: string;
  readonly nonce: string;
}

/** The address to which people are sent to sign in at the provider. */
export async function authorizationAddress(
  pool: Pool,
  provider: IdentityProviderSettings,
  {
    redirectUri,
    nonce,
    state,
    loginHint,
    prompt,
  }: Question & {
    readonly state: string;
    readonly loginHint: string | undefined;
    readonly prompt: readonly string[];
  },
): Promise<string> {
  const { clientId, scopes, endpoints } = await findProvider(pool, provider);
  const address = new URL(endpoints.authorization_endpoint);
  const query = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes,
    state,
    nonce,
    ...(loginHint !== undefined && { login_hint: loginHint }),
    ...(prompt.length > 0 && { prompt: prompt.join(" ") }),
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

/**
 * Exchanges the code for what the provider says of the person. The client's secret goes into the form, because
 * Cognito knows no other way.
 * @param issuer the issuer that the answer names, if it names one
 */
export async function redeemCode(
  pool: Pool,
  provider: IdentityProviderSettings,
  { redirectUri, nonce, code, issuer }: Question & { readonly code: string; readonly issuer: string | null },
): Promise<ProviderAnswer> {
  const found = await findProvider(pool, provider);
  // https://www.rfc-editor.org/rfc/rfc9207: a code of one provider is sent to no other.
  if (issuer !== null && issuer !== found.issuer)
    throw new ProviderError("the answer is of another provider");
  const tokenResponse = await fetchJson(found.endpoints.token_endpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: found.clientId,
      client_secret: found.clientSecret,
      redirect_uri: redirectUri,
      code,
    }),
  });
  const idToken = await verifyIdToken(found, tokenResponse.id_token, { nonce, now: pool.now() });
  const userInfo = await fetchJson(found.endpoints.userinfo_endpoint, {
    method: provider.details.attributes_request_method === "POST" ? "POST" : "GET",
    headers: { authorization: `Bearer ${tokenResponse.access_token}` },
  });
  if (userInfo.sub !== idToken.sub) throw new ProviderError("the provider tells of somebody else");
  return {
    subject: idToken.sub,
    said: {
      tokenResponse: textsOf(tokenResponse),
      idToken: textsOf(idToken),
      userInfo: textsOf(userInfo),
    },
  };
}

/** The claims as texts, because attributes are texts. A list is written in brackets, as Cognito does it. */
const textsOf = (claims: Claims): Attributes =>
  Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, textOf(value)]],
    ),
  );

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => encodeURIComponent(textOf(entry))).join(",")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
