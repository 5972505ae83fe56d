import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";

/** What a client calls the pool's own people, who have a password. */
export const OWN = "COGNITO";

/** Whether a provider may sign the people of a client in, the pool itself among them. */
export const signsIn = (
  provider: string,
  { identityProviders: named }: Pick<Client, "identityProviders">,
): boolean => (named.length === 0 ? provider === OWN : named.includes(provider));

export const offersPasswords = (client: Pick<Client, "identityProviders">): boolean => signsIn(OWN, client);

/** The other services through which the people of a client may sign in. */
export const offeredProviders = (
  { settings }: Pick<Pool, "settings">,
  client: Pick<Client, "identityProviders">,
): readonly IdentityProviderSettings[] =>
  settings.identityProviders.filter(({ name }) => signsIn(name, client));

/**
 * The provider to which a client wants people sent on, by its name, or by an identifier such as the domain of its people.
 * Null where it has no such provider; undefined where it wants none in particular.
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
