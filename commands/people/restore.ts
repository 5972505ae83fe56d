import { type Exclusion, exclusionFrom } from "../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import {
  claimedMarksOf,
  hasMark,
  isFederated,
  type NamedMark,
  namedAddress,
} from "../../shared/people/named-marks";
import type { Profile } from "../../shared/people/person";
import type { ChangeContext } from "../../shared/runtime/invocation";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { emailFrom } from "../cli/values";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";
import { findOtherProfiles } from "./other-profiles";
import { isPlaceholder } from "./suspend";

export interface RestorationPorts {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus" | "deletePlaceholder" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "lift">;
}

/** Whether an address or account is excluded, and which other suspended profile keeps it so. */
interface MarkState {
  readonly named: NamedMark;
  readonly exclusion: Exclusion | undefined;
  readonly neededBy: Profile | undefined;
}

export interface Restoration {
  readonly profile: Profile;
  /** False when the person was active before. */
  readonly isNew: boolean;
  readonly marks: readonly MarkState[];
}

/**
 * Lifts the exclusions first and makes the person active last. So as long as a profile is suspended, its exclusions
 * are still to be lifted, also after an interruption; those that are left once it is active belong to somebody else,
 * and stay.
 */
export async function restore(
  { people, exclusions }: RestorationPorts,
  sub: string,
  context: ChangeContext,
): Promise<Restoration> {
  const { signal } = context;
  const { profile } = await people.find(sub, signal);
  if (profile === undefined) throw noSuchPerson(sub);
  if (profile.status === "removed") throw cannotBeRestored(profile);
  if (profile.status !== "suspended" && profile.status !== "active")
    throw new CommandError(`${sub} is ${profile.status}, not suspended.`);

  const marks = await findMarkStates({ people, exclusions }, profile, signal);
  if (profile.status === "active") return { profile, isNew: false, marks };
  const own = marks.filter(
    ({ named, exclusion, neededBy }) =>
      exclusion?.status === "suspended" && neededBy === undefined && hasMark(profile, named),
  );
  for (const { named } of own) await exclusions.lift(named.mark, undefined, signal);
  const restored = isPlaceholder(profile)
    ? await people.deletePlaceholder(sub)
    : (await people.changeStatus(sub, "suspended", "active", context)) !== undefined;
  if (!restored)
    throw new CommandError(`${sub} was changed while they were being restored. Run the command again.`);
  return {
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

function cannotBeRestored(profile: Profile): CommandError {
  const { sub, removedAt } = profile;
  return new CommandError(
    `${sub} was removed${removedAt === undefined ? "" : ` at ${removedAt}`}, and their memberships ` +
      "with them: there is nothing to restore. To bring them back at their next sign-in, invite their address: npm run invitations:create -- <e-mail> --tenant <id>" +
      (isFederated(profile)
        ? " (only if authoritativeFor of their identity provider lists the domain of the address)"
        : ""),
  );
}

/** Frees the address, whoever was excluded with it; returns the exclusion. */
async function liftExclusion(
  { exclusions }: Pick<RestorationPorts, "exclusions">,
  address: string,
  signal: AbortSignal,
): Promise<Exclusion | undefined> {
  const { mark } = namedAddress(address);
  const exclusion = exclusionFrom(await exclusions.find([mark], signal), undefined);
  if (exclusion !== undefined) await exclusions.lift(mark, undefined, signal);
  return exclusion;
}

export const command = defineCommand({
  summary: "Ends a suspension, or lifts the exclusion of an address",
  explanation: [
    "By sub: makes a suspended person active again, in the memberships they have, and lifts the exclusion of all their",
    "addresses and of their account at an identity provider, unless another suspended profile has the same address or",
    "account. Somebody who was removed has no memberships left and cannot be restored: invite them (invitations:create).",
    "If they come through an identity provider, the invitation counts only if its authoritativeFor lists the domain of",
    "their address. What one tenant has decided for itself stays.",
    "By e-mail: lifts the exclusion of the address, whether the person was suspended or removed, and nothing else. A new",
    "user with this address then belongs wherever the rules of the stage place them; existing profiles stay as they are.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {},
  async perform({ args: { person } }, { stage, signal, context }) {
    const exclusions = await stage.open("PeopleTable", exclusionsTable);
    if (person.includes("@")) {
      const { address } = emailFrom(person);
      return describeLift(address, await liftExclusion({ exclusions }, address, signal));
    }
    const people = await stage.open("PeopleTable", operatorPeople);
    return describe(await restore({ people, exclusions }, person, context()));
  },
});

const describe = ({ profile, isNew, marks }: Restoration): readonly string[] => [
  describeStatus(profile, isNew),
  ...marks.map(describeMark),
];

function describeStatus(profile: Profile, isNew: boolean): string {
  if (!isNew) return `${profile.sub} was active already.`;
  return isPlaceholder(profile)
    ? `${profile.sub} is no longer suspended; their next sign-in completes the first one.`
    : `${profile.sub} is active again and can sign in.`;
}

function describeMark({ named, exclusion, neededBy }: MarkState): string {
  if (exclusion === undefined) return `The ${named.name} is not excluded.`;
  const stays = `The ${named.name} stays excluded for new users:`;
  if (exclusion.status !== "suspended")
    return `${stays} a person who had it was ${exclusion.status} at ${exclusion.since}.`;
  if (neededBy !== undefined) return `${stays} ${neededBy.sub} has it and stays suspended.`;
  const hint =
    named.address === undefined
      ? ""
      : ` If it is meant for nobody else, lift it with: npm run people:restore -- ${named.address}`;
  return `${stays} suspended since ${exclusion.since}.${hint}`;
}

const describeLift = (address: string, exclusion: Exclusion | undefined): readonly string[] =>
  exclusion === undefined
    ? [`The address ${address} was not excluded.`]
    : [
        `The address ${address} is no longer excluded (it was: ${exclusion.status} since ${exclusion.since}).`,
        "A profile that is suspended or removed stays so; people:show finds it.",
      ];
