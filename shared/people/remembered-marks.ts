import { FaultError } from "../runtime/errors";
import type { CallContext } from "../runtime/invocation";
import type { Exclusions } from "./exclusions-table";
import { type Identity, provenEmail } from "./identity";
import { emailMark, identityMark } from "./marks";
import type { People } from "./people-table";
import { hasProven, type Profile } from "./person";

export interface RememberedMarksPorts {
  readonly people: Pick<People, "remember">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
}

/** What somebody is recognised by and their profile does not say yet. */
function newMarks(profile: Profile, identity: Identity) {
  const address = provenEmail(identity)?.address;
  return {
    addresses: address === undefined || hasProven(profile, address) ? [] : [address],
    accounts: identity.accounts.filter((account) => profile.accounts?.has(account) !== true),
  };
}

export function isRemembered(profile: Profile, identity: Identity): boolean {
  const { addresses, accounts } = newMarks(profile, identity);
  return addresses.length === 0 && accounts.length === 0;
}

/**
 * Keeps what somebody has proven since their profile was last written, an address or an account at an identity
 * provider, so that they are recognised by it when they come again as a new user. Of somebody who is
 * suspended or removed, it is excluded as well. Of somebody who was removed, only that exclusion is written, because their
 * data may have been erased.
 */
export async function rememberMarks(
  { people, exclusions }: RememberedMarksPorts,
  profile: Profile,
  identity: Identity,
  { now, signal }: CallContext,
): Promise<void> {
  const { addresses, accounts } = newMarks(profile, identity);
  if (addresses.length === 0 && accounts.length === 0) return;
  const { sub, status, removedAt } = profile;
  if (status !== "removed" && !(await people.remember(sub, { addresses, accounts }, status, signal)))
    throw new FaultError("a profile has changed while something was added to it");
  if (status === "active") return;
  const isRemoved = status === "removed";
  for (const mark of [...addresses.map(emailMark), ...accounts.map(identityMark)]) {
    const before = await exclusions.find([mark], signal);
    if (before === undefined || (before.status === "removed" && !isRemoved))
      await exclusions.exclude(
        mark,
        { status: isRemoved ? "removed" : "suspended", since: removedAt ?? now.toISOString() },
        signal,
      );
  }
}
