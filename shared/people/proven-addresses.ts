import { FaultError } from "../runtime/errors";
import type { CallContext } from "../runtime/invocation";
import type { Exclusions } from "./exclusions-table";
import { type Identity, provenEmail } from "./identity";
import { emailMark } from "./marks";
import type { People } from "./people-table";
import { hasProven, type Profile } from "./person";

export interface ProvenAddressPorts {
  readonly people: Pick<People, "noteProven">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
}

/**
 * Keeps an address that somebody has proven since their profile was last written, so that they are recognised by it
 * when they come again as a new user. Of people who are kept out, the address is excluded too; of those who were
 * removed nothing else is kept, because their data may have been erased.
 */
export async function rememberProvenAddress(
  { people, exclusions }: ProvenAddressPorts,
  profile: Profile,
  identity: Identity,
  { now, signal }: CallContext,
): Promise<void> {
  const address = provenEmail(identity)?.address;
  if (address === undefined || hasProven(profile, address)) return;
  const { sub, status, removedAt } = profile;
  if (status !== "removed" && !(await people.noteProven(sub, address, status, signal)))
    throw new FaultError("a profile has changed while an address was added to it");
  if (status === "active") return;
  const mark = emailMark(address);
  const before = await exclusions.find([mark], signal);
  const isRemoved = status === "removed";
  if (before === undefined || (before.status === "removed" && !isRemoved))
    await exclusions.exclude(
      mark,
      { status: isRemoved ? "removed" : "suspended", since: removedAt ?? now.toISOString() },
      signal,
    );
}
