import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";

/** The name by which a client lists the pool's own users, who have a password. */
export const OWN = "COGNITO";

/** Whether people may sign in to a client through a provider, or with a password if the provider is `COGNITO`. */
export const signsIn = (
  provider: string,
  { identityProviders: named }: Pick<Client, "identityProviders">,
): boolean => (named.length === 0 ? provider === OWN : named.includes(provider));

export const offersPasswords = (client: Pick<Client, "identityProviders">): boolean => signsIn(OWN, client);

/** The identity providers through which people may sign in to a client. */
export const offeredProviders = (
  { settings }: Pick<Pool, "settings">,
  client: Pick<Client, "identityProviders">,
): readonly IdentityProviderSettings[] =>
  settings.identityProviders.filter(({ name }) => signsIn(name, client));

/**
 * The provider that a request of a client names, by its name or by an identifier such as the domain of an address.
 * Null if the client has no such provider; undefined if the request names none.
 */
export function wantedProvider(
  pool: Pick<Pool, "settings">,
  client: Pick<Client, "identityProviders">,
  query: URLSearchParams,
): string | null | undefined {
  const [name, identifier] = [query.get("identity_provider"), query.get("idp_identifier")];
  if (name === null && identifier === null) return undefined;
  if (name === OWN) return offersPasswords(client) ? OWN : null;
  const wanted = offeredProviders(pool, client).find((provider) =>
    name === null ? provider.identifiers.includes(identifier ?? "") : provider.name === name,
  );
  return wanted?.name ?? null;
}
