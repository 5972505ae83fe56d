import type { DomainEvent } from "../../../shared/events/domain-event";
import type { People } from "../../../shared/people/people-table";
import { anyMembershipIn, membershipIn, type Person } from "../../../shared/people/person";
import { PLATFORM } from "../../../shared/tenants/tenant";

/** The names of people, by their sub. */
export type Names = ReadonlyMap<string, string>;

/**
 * The names of the people in events. The trail itself holds no names, so an erasure removes them here, too. Operators
 * see every name. A tenant sees those of its present and former members. A person without a name is shown by their
 * address, but not to a tenant that they have left, because the address may belong to another tenant by now.
 */
export async function namesIn(
  { people }: { readonly people: Pick<People, "find"> },
  reader: string,
  events: readonly DomainEvent[],
  signal: AbortSignal,
): Promise<Names> {
  const subs = [...new Set(events.flatMap(subsOf))];
  const named = await Promise.all(
    subs.map(async (sub) => [sub, nameOf(await people.find(sub, signal), reader)] as const),
  );
  return new Map(named.flatMap(([sub, name]) => (name === undefined ? [] : [[sub, name] as const])));
}

function subsOf({ actor, subject }: DomainEvent): readonly string[] {
  const acting = actor.kind === "person" || actor.kind === "operator" ? [actor.id] : [];
  return "sub" in subject ? [...acting, subject.sub] : acting;
}

function nameOf(person: Person, reader: string): string | undefined {
  const { name, email } = person.profile ?? {};
  if (reader === PLATFORM || membershipIn(person, reader) !== undefined) return name ?? email;
  return anyMembershipIn(person, reader) === undefined ? undefined : name;
}
