import type { ChangeContext } from "../runtime/invocation";
import { PLATFORM } from "../tenants/tenant";
import type { Members } from "./members-table";
import type { OperatorPeople, StatusChange } from "./operator-people-table";
import { type KnownPerson, membershipIn, type Profile } from "./person";

export interface TakingPorts {
  readonly people: Pick<OperatorPeople, "changeStatus" | "changeStatusWhileOperator" | "find">;
  readonly members: Pick<Members, "admins">;
}

/** Whether the platform may lose its last operator who can change things. Only ever on purpose. */
export interface LastOperator {
  readonly evenLastOperator?: boolean;
}

export type Taken =
  | { readonly kind: "taken"; readonly profile: Profile }
  /** Their status has changed since it was read. */
  | { readonly kind: "stale" }
  | { readonly kind: "last-operator" };

/**
 * Suspends or removes a person everywhere. A tenant may be left without an admin, because an operator can appoint
 * another. The platform must keep one, because nobody else could.
 */
export async function takeAccess(
  { people, members }: TakingPorts,
  person: KnownPerson,
  change: StatusChange,
  { evenLastOperator = false, ...context }: ChangeContext & LastOperator,
): Promise<Taken> {
  const { sub } = person.profile;
  if (evenLastOperator || !isOperator(person)) {
    const profile = await people.changeStatus(sub, change, context);
    return profile === undefined ? { kind: "stale" } : { kind: "taken", profile };
  }
  const others = (await members.admins(PLATFORM, context.signal)).filter((other) => other !== sub);
  for (const other of others) {
    const outcome = await people.changeStatusWhileOperator(other, sub, change, context);
    if (outcome === "changed-first") return { kind: "stale" };
    if (outcome === "condition-failed") continue;
    const { profile } = await people.find(sub, context.signal);
    return profile === undefined ? { kind: "stale" } : { kind: "taken", profile };
  }
  return { kind: "last-operator" };
}

function isOperator(person: KnownPerson): boolean {
  const membership = membershipIn(person, PLATFORM);
  return person.profile.status === "active" && membership?.role === "admin" && membership.status === "active";
}
