import type { ChangeContext } from "../runtime/invocation";
import { type Exclusion, exclusionFrom } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import { claimedMarksOf, hasMark, type NamedMark, namedAddress } from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import { findOtherProfiles } from "./other-profiles";
import type { Profile } from "./person";
import { isPlaceholder } from "./placeholder";

export interface RestorationPorts {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus" | "deletePlaceholder" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "lift">;
}

/** Whether a mark is excluded, and which other suspended profile needs that. */
export interface MarkState {
  readonly named: NamedMark;
  readonly exclusion: Exclusion | undefined;
  readonly neededBy: Profile | undefined;
}

export type Restored =
  | ({ readonly kind: "restored" } & Restoration)
  /** They have no membership left to come back to. */
  | { readonly kind: "removed"; readonly profile: Profile }
  | { readonly kind: "not-found" | "unknown-status" | "stale" };

export interface Restoration {
  readonly profile: Profile;
  /** False when the person was active before. */
  readonly isNew: boolean;
  readonly marks: readonly MarkState[];
}

/**
 * Lifts the exclusions first, and makes the person active last. So an interrupted restoration leaves the profile
 * suspended, and a second run lifts the rest. Exclusions that are left when the profile is active belong to somebody
 * else, and stay.
 */
export async function restorePerson(
  ports: RestorationPorts,
  sub: string,
  context: ChangeContext,
): Promise<Restored> {
  const { people, exclusions } = ports;
  const { signal } = context;
  const { profile } = await people.find(sub, signal);
  if (profile === undefined) return { kind: "not-found" };
  if (profile.status === "removed") return { kind: "removed", profile };
  if (profile.status !== "suspended" && profile.status !== "active") return { kind: "unknown-status" };

  const marks = await findMarkStates(ports, profile, signal);
  if (profile.status === "active") return { kind: "restored", profile, isNew: false, marks };
  const own = marks.filter(
    ({ named, exclusion, neededBy }) =>
      exclusion?.status === "suspended" && neededBy === undefined && hasMark(profile, named),
  );
  for (const { named } of own) await exclusions.lift(named.mark, undefined, signal);
  const restored = isPlaceholder(profile)
    ? await people.deletePlaceholder(sub, context)
    : (await people.changeStatus(sub, { from: "suspended", to: "active" }, context)) !== undefined;
  if (!restored) return { kind: "stale" };
  return {
    kind: "restored",
    profile,
    isNew: true,
    marks: marks.map((state) => (own.includes(state) ? { ...state, exclusion: undefined } : state)),
  };
}

async function findMarkStates(
  { people, exclusions }: RestorationPorts,
  profile: Profile,
  signal: AbortSignal,
): Promise<readonly MarkState[]> {
  const found = await Promise.all(
    claimedMarksOf(profile).map(async (named) => ({
      named,
      exclusion: exclusionFrom(await exclusions.find([named.mark], signal), undefined),
    })),
  );
  const isNeeded = found.some(({ exclusion }) => exclusion?.status === "suspended");
  const others = isNeeded ? await findOtherProfiles(people, profile, [], signal) : [];
  const suspended = others.filter(({ status }) => status === "suspended");
  return found.map(({ named, exclusion }) => ({
    named,
    exclusion,
    neededBy:
      exclusion?.status === "suspended" ? suspended.find((other) => hasMark(other, named)) : undefined,
  }));
}

/** Lifts the exclusion of an address, no matter whose it is, and returns it. */
export async function liftExclusion(
  exclusions: RestorationPorts["exclusions"],
  address: string,
  signal: AbortSignal,
): Promise<Exclusion | undefined> {
  const { mark } = namedAddress(address);
  const exclusion = exclusionFrom(await exclusions.find([mark], signal), undefined);
  if (exclusion !== undefined) await exclusions.lift(mark, undefined, signal);
  return exclusion;
}
