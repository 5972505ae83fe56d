import type { FindProvider, Identity } from "../../shared/people/identity";
import { accountsOf, isFederated } from "../../shared/people/named-marks";
import type { Person } from "../../shared/people/person";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { PLATFORM } from "../../shared/tenants/tenant";

export interface WithinReach {
  /** With only those memberships that every way in may open. */
  readonly person: Person;
  /** Whether a linked provider may let the person in, although they signed up at the pool itself. */
  readonly isLinked: boolean;
}

/**
 * Limits a person's memberships to those that all of their accounts at providers may open. Cognito does not say by
 * which way somebody has come in, so the narrowest one counts. A tenant's provider opens only that tenant, and no
 * linked account opens the platform. An account that only the profile remembers counts, because sessions outlive a
 * link. So does one at an unbound provider, because Cognito still lets people in through it.
 */
export async function withinReach(
  person: Person,
  identity: Pick<Identity, "accounts">,
  findProvider: FindProvider,
  signal: AbortSignal,
): Promise<WithinReach> {
  const { profile } = person;
  const accounts = [...identity.accounts, ...(profile === undefined ? [] : accountsOf(profile))];
  if (accounts.length === 0) return { person, isLinked: false };
  const names = [...new Set(accounts.map((account) => account.slice(0, account.indexOf("_")).toLowerCase()))];
  const providers = await Promise.all(names.filter(isProviderName).map((name) => findProvider(name, signal)));
  const tenants = providers.flatMap((provider) => provider?.tenantId ?? []);
  const isLinked = profile === undefined || !isFederated(profile);
  const isOpen = (place: string): boolean =>
    tenants.every((tenantId) => tenantId === place) && !(isLinked && place === PLATFORM);
  const memberships = person.memberships.filter(({ tenantId }) => isOpen(tenantId));
  return { person: { ...person, memberships }, isLinked };
}
