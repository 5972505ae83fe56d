import { randomUUID } from "node:crypto";
import { CognitoError, notAuthorized, resourceNotFound, usernameExists } from "../api/errors";
import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";
import { grantTokens } from "../tokens/grant";
import { askInboundFederation } from "../triggers/inbound-federation";
import { tellPostAuthentication } from "../triggers/post-authentication";
import { tellPostConfirmation } from "../triggers/post-confirmation";
import { askPreAuthentication } from "../triggers/pre-authentication";
import { askPreSignUp } from "../triggers/pre-sign-up";
import type { Attributes } from "../users/attributes";
import { addUser } from "../users/new-user";
import type { User } from "../users/user";
import { requireEnabled, updateUser, userNamed } from "../users/users";
import { createIdentity, ownerOf, requireProvider } from "./identities";
import { firstAttributes, mapAttributes, refreshedAttributes } from "./mapped-attributes";
import { signsIn } from "./offered-providers";
import { answerOf, type ProviderAnswer } from "./provider-answer";

/** A person who has signed in at a provider. */
export interface FederatedSignIn {
  readonly clientId: string;
  readonly provider: string;
  readonly subject: string;
  /** By the provider's names. */
  readonly attributes: Attributes;
}

/** The tokens of a person who comes from a provider, with all the scopes of the client. */
export async function signInFederated(pool: Pool, signIn: FederatedSignIn) {
  const client = federatingClient(pool, signIn);
  const provider = requireProvider(pool, signIn.provider);
  const answer = answerOf(provider, signIn.subject, signIn.attributes);
  const user = await admitFederated(pool, client, provider, answer);
  const { oauthScopes: scopes } = client;
  const grant = { source: "HostedAuth", clientMetadata: undefined, scopes } as const;
  const tokens = await grantTokens(pool, client, user, grant);
  if (scopes.includes("openid")) return tokens;
  const { IdToken: _, ...AuthenticationResult } = tokens.AuthenticationResult;
  return { ...tokens, AuthenticationResult };
}

/** The first sign-in creates the account and runs neither pre nor post authentication. Every later one runs both. */
export async function admitFederated(
  pool: Pool,
  client: Client,
  provider: IdentityProviderSettings,
  answer: ProviderAnswer,
): Promise<User> {
  const chosen = await askInboundFederation(pool, client, provider, answer);
  const mapped = mapAttributes(pool, client, provider, chosen);
  const { subject } = answer;
  const known = ownerOf(pool, { providerName: provider.name, userId: subject });
  return known === undefined
    ? createAccount(pool, client, provider, subject, mapped)
    : admit(pool, client, known, mapped);
}

/** Federation needs a client that uses OAuth and that names the provider. */
function federatingClient(pool: Pool, { clientId, provider }: FederatedSignIn): Client {
  const client = pool.clients.get(clientId);
  if (client === undefined) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
  if (!client.oauthFlows.includes("code") && !client.oauthFlows.includes("implicit"))
    throw new CognitoError(
      "UnauthorizedClientException",
      `Client ${clientId} does not sign people in by OAuth`,
    );
  if (!signsIn(provider, client))
    throw notAuthorized(`The provider ${provider} is not enabled for client ${clientId}.`);
  return client;
}

async function createAccount(
  pool: Pool,
  client: Client,
  provider: IdentityProviderSettings,
  subject: string,
  mapped: Attributes,
): Promise<User> {
  const username = `${provider.name}_${subject}`;
  const attributes = firstAttributes(pool, mapped);
  await askPreSignUp(pool, "ExternalProvider", {
    username,
    client,
    userAttributes: { ...attributes, "cognito:email_alias": "", "cognito:phone_number_alias": "" },
    validationData: {},
  });
  // If the trigger has linked the identity to an account, this sign-in still fails. The next one finds the account.
  const isTaken = ownerOf(pool, { providerName: provider.name, userId: subject }) !== undefined;
  if (isTaken || userNamed(pool, username) !== undefined)
    throw usernameExists(`Already found an entry for username ${username}`);
  const identity = createIdentity(provider, { userId: subject, primary: true }, pool.now());
  const user = addUser(pool, {
    username,
    status: "EXTERNAL_PROVIDER",
    attributes: { sub: randomUUID(), identities: JSON.stringify([identity]), ...attributes },
  });
  await tellPostConfirmation(pool, "ConfirmSignUp", client, user, undefined);
  return user;
}

/** Signs in a person who has an account, or whose identity is linked to one, as the user of this pool. */
async function admit(pool: Pool, client: Client, known: User, mapped: Attributes): Promise<User> {
  requireEnabled(known);
  await askPreAuthentication(pool, { client, login: known.username, user: known });
  const user = updateUser(pool, known.username, (present) => ({
    attributes: refreshedAttributes(pool, present, mapped),
  }));
  await tellPostAuthentication(pool, client, user, { clientMetadata: undefined, newDeviceUsed: false });
  return user;
}
