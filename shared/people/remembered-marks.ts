import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import { type Exclusion, exclusionFrom, exclusionsOf } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import type { Holders } from "./holders-table";
import { type Identity, provenEmail } from "./identity";
import { emailMark, identityMark } from "./marks";
import type { NewMarks, People } from "./people-table";
import type { KnownPerson, Profile } from "./person";

export interface RememberedMarksPorts {
  readonly people: Pick<People, "remember">;
  readonly holders: Pick<Holders, "add">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
}

/** The marks of an identity that the profile does not have yet. */
function newMarks(profile: Profile, identity: Identity): NewMarks {
  const { email } = identity;
  const proven = provenEmail(identity);
  return {
    addresses: email === undefined || profile.addresses?.has(email.address) ? [] : [email.address],
    provenAddresses:
      proven === undefined || profile.provenAddresses?.has(proven.address) ? [] : [proven.address],
    accounts: identity.accounts.filter((account) => profile.accounts?.has(account) !== true),
  };
}

const isNothing = (marks: NewMarks): boolean => Object.values(marks).every(({ length }) => length === 0);

export const isRemembered = (profile: Profile, identity: Identity): boolean =>
  isNothing(newMarks(profile, identity));

/**
 * Keeps new addresses and accounts of a person, so that they are found by them, and recognised if they come again as
 * a new user. Marks that are certainly theirs are also excluded from wherever the person is suspended or removed. For
 * a removed person, only the exclusion is written, because their data may have been erased.
 */
export async function rememberMarks(
  { people, holders, exclusions }: RememberedMarksPorts,
  { profile, ...memberships }: KnownPerson,
  identity: Identity,
  context: ChangeContext,
): Promise<void> {
  const fresh = newMarks(profile, identity);
  if (isNothing(fresh)) return;
  const { sub, status, removedAt } = profile;
  const own = [...fresh.provenAddresses.map(emailMark), ...fresh.accounts.map(identityMark)];
  if (status !== "removed") {
    await holders.add([...new Set([...fresh.addresses.map(emailMark), ...own])], sub, context.signal);
    if (!(await people.remember(sub, fresh, status, context)))
      throw new FaultError("a profile has changed while something was added to it");
  }
  const everywhere: Exclusion = {
    status: status === "removed" ? "removed" : "suspended",
    since: removedAt ?? context.now.toISOString(),
  };
  const keptOut = [
    ...(status === "active" ? [] : [everywhere]),
    ...(status === "removed" ? [] : exclusionsOf(memberships)),
  ];
  for (const mark of keptOut.length === 0 ? [] : own) {
    const before = await exclusions.find([mark], context.signal);
    for (const exclusion of keptOut.filter((one) => !isCoveredBy(before, one)))
      await exclusions.exclude(mark, exclusion, context);
  }
}

/** An exclusion that already keeps out stays as it is, with its time. */
function isCoveredBy(before: readonly Exclusion[], { status, tenantId }: Exclusion): boolean {
  const present = exclusionFrom(before, tenantId);
  return present?.status === "suspended" || present?.status === status;
}
