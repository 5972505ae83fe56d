import type { FindProvider, Identity } from "../../shared/people/identity";
import { accountsOf, isFederated } from "../../shared/people/named-marks";
import type { Person } from "../../shared/people/person";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { PLATFORM } from "../../shared/tenants/tenant";

export interface WithinReach {
  /** With those memberships alone that every way in may open. */
  readonly person: Person;
  /** A provider lets somebody in whom the pool itself has signed up. */
  readonly isLinked: boolean;
}

/**
 * Leaves of a person's memberships what each of their accounts at providers may open. Cognito does not say by which way
 * somebody has come in, so the narrowest counts for all: a tenant's provider opens that tenant and no other place, and
 * no linked account makes an operator. What the profile remembers counts as well, because sessions outlive a link, and an
 * unbound provider stays what it was, because Cognito goes on asking it.
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
