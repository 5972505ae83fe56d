import type { AccountLinks, LinkableUser, ProviderAccount } from "../../shared/aws/account-links";
import { type EmailAddress, readEmail } from "../../shared/email";
import type { Exclusions } from "../../shared/people/exclusions-table";
import { accountsOfUser, type Identity, marksOf, provenEmail } from "../../shared/people/identity";
import type { People } from "../../shared/people/people-table";
import type { Person } from "../../shared/people/person";
import type { Run } from "../../shared/runtime/invocation";
import { PLATFORM } from "../../shared/tenants/tenant";

export interface LinkingPorts {
  readonly links: AccountLinks;
  readonly people: Pick<People, "find">;
  readonly exclusions: Pick<Exclusions, "find">;
}

/**
 * Links an account at a provider to the person who has already proven the same address, if the provider is
 * authoritative for it. If anything speaks against it, nothing is linked, and the account is judged as that of
 * somebody new.
 */
export async function linkToPerson(
  { links, people, exclusions }: LinkingPorts,
  identity: Identity,
  run: Pick<Run, "signal" | "warn">,
): Promise<boolean> {
  const { signal } = run;
  const provider = identity.federation?.provider;
  const address = provenEmail(identity);
  const account = accountAt(identity);
  if (provider === undefined || address === undefined || account === undefined) return false;
  const [user, against] = await Promise.all([
    links.findByEmail(address.address, signal),
    exclusions.find(marksOf(identity), signal),
  ]);
  const sub = user?.attributes.sub;
  if (user === undefined || sub === undefined || against.length > 0) return false;
  if (!hasProven(user, address) || isLinked(user, account)) return false;
  const [person, isInGroup] = await Promise.all([
    people.find(sub, signal),
    links.isInGroup(user.username, signal),
  ]);
  if (isInGroup || !isWithin(person, provider.tenantId)) return false;
  const linked = await links.link(user.username, account, signal);
  if (!linked) run.warn("an account at a provider could not be linked");
  return linked;
}

/**
 * The account as the pool and its provider name it. Providers tell subjects apart by case, and Cognito may have
 * written the user name in lower case. Then a subject with letters could be somebody else's, so it is not linked. One
 * capital letter shows that the case was kept.
 */
function accountAt({ federation }: Identity): ProviderAccount | undefined {
  if (federation?.provider === undefined) return undefined;
  const { userName, provider } = federation;
  const subject = userName.slice(userName.indexOf("_") + 1);
  const isExact = userName !== userName.toLowerCase() || subject === subject.toUpperCase();
  return subject === "" || !isExact ? undefined : { provider: provider.name, subject };
}

/** A user who still has to prove their address, or to choose a password, may be anybody. */
const hasProven = ({ enabled, status, attributes }: LinkableUser, { address }: EmailAddress): boolean =>
  enabled &&
  status === "CONFIRMED" &&
  attributes.email_verified === "true" &&
  readEmail(attributes.email)?.address === address;

/** If Cognito asks although the account is linked, linking it again would not help. */
const isLinked = ({ attributes }: LinkableUser, { provider, subject }: ProviderAccount): boolean =>
  accountsOfUser(attributes.identities).includes(`${provider}_${subject}`.toLowerCase());

/**
 * Whether the person is in this tenant and in no other: a tenant's provider must not let its people into another
 * tenant. A provider without a tenant is the stage's own and opens every tenant. No provider lets anybody in as an
 * operator.
 */
function isWithin({ profile, memberships }: Person, tenantId: string | undefined): boolean {
  const isActive = profile?.status === "active" && memberships.some(({ status }) => status === "active");
  const isSuspended = memberships.some(({ status }) => status !== "active");
  const isElsewhere = memberships.some((membership) =>
    tenantId === undefined ? membership.tenantId === PLATFORM : membership.tenantId !== tenantId,
  );
  return isActive && !isSuspended && !isElsewhere;
}
