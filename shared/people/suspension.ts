import type { ChangeContext } from "../runtime/invocation";
import { exclusionFrom } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import type { SignOut } from "./member-changes";
import { marksOfProfile, type NamedMark, namedAddress } from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import { findOtherProfiles } from "./other-profiles";
import type { Profile } from "./person";
import { placeholderOf } from "./placeholder";
import { type LastOperator, type TakingPorts, takeAccess } from "./taking-access";

export interface SuspensionPorts extends TakingPorts {
  readonly people: TakingPorts["people"] & Pick<OperatorPeople, "register" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
  readonly signOut: SignOut;
}

export type Suspended =
  | ({ readonly kind: "suspended" } & Suspension)
  | { readonly kind: "not-found" | "removed" | "last-operator" };

export interface Suspension {
  readonly profile: Profile;
  /** False when the person was suspended before. */
  readonly isNew: boolean;
  readonly excluded: readonly NamedMark[];
  /** Addresses that the profile does not have, given by the operator. */
  readonly further: readonly string[];
  readonly otherProfiles: readonly Profile[];
}

/** Suspends the profile first, which takes effect by itself. A second run completes an interrupted one. */
export async function suspendPerson(
  ports: SuspensionPorts,
  sub: string,
  further: readonly string[],
  context: ChangeContext & LastOperator,
): Promise<Suspended> {
  const suspended = await suspendProfile(ports, sub, context);
  if (suspended.kind !== "suspended") return suspended;
  const { profile, isNew } = suspended;
  const { people, exclusions, signOut } = ports;
  const excluded = marksOfProfile(profile);
  for (const { mark } of [...excluded, ...further.map(namedAddress)]) {
    const before = exclusionFrom(await exclusions.find([mark], context.signal), undefined);
    if (before?.status !== "suspended")
      await exclusions.exclude(mark, { status: "suspended", since: context.now.toISOString() }, context);
  }
  await signOut(profile, context.signal);
  const otherProfiles = await findOtherProfiles(people, profile, further, context.signal);
  return { kind: "suspended", profile, isNew, excluded, further, otherProfiles };
}

type SuspendedProfile =
  | { readonly kind: "suspended"; readonly profile: Profile; readonly isNew: boolean }
  | Exclude<Suspended, { kind: "suspended" }>;

async function suspendProfile(
  ports: SuspensionPorts,
  sub: string,
  context: ChangeContext & LastOperator,
): Promise<SuspendedProfile> {
  const { people } = ports;
  const person = await people.find(sub, context.signal);
  const { profile } = person;
  if (profile === undefined) {
    const [membership] = person.memberships;
    if (membership === undefined) return { kind: "not-found" };
    const placeholder = placeholderOf(sub, membership, context.now);
    if (await people.register(placeholder, undefined, context))
      return { kind: "suspended", profile: placeholder, isNew: true };
    // Their sign-in was completed meanwhile, so there is a profile to suspend now.
    return suspendProfile(ports, sub, context);
  }
  if (profile.status === "suspended") return { kind: "suspended", profile, isNew: false };
  if (profile.status === "removed") return { kind: "removed" };
  const change = { from: profile.status, to: "suspended" } as const;
  const taken = await takeAccess(ports, { ...person, profile }, change, context);
  switch (taken.kind) {
    case "taken":
      return { kind: "suspended", profile: taken.profile, isNew: true };
    case "last-operator":
      return taken;
    case "stale":
      return suspendProfile(ports, sub, context);
  }
}
