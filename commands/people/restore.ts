import { type Exclusion, type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import type { Profile } from "../../shared/people/person";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { emailFrom } from "../cli/words";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";
import { noSuchPerson } from "./person-not-found";
import { isPlaceholder } from "./placeholder";
import { findSiblings } from "./siblings";
import { addressTrait, bears, claimedTraitsOf, isFederated, type Trait } from "./traits";

export interface RestorationPorts {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus" | "withdraw" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "lift">;
}

/** What stands against a person's address or account, and the other suspended profile on account of which it stays. */
interface Standing {
  readonly trait: Trait;
  readonly exclusion: Exclusion | undefined;
  readonly heldBy: Profile | undefined;
}

export interface Restoration {
  readonly profile: Profile;
  /** False when the person was active before. */
  readonly isNew: boolean;
  readonly standings: readonly Standing[];
}

/**
 * Lifts the exclusions first and makes active last. So a suspended profile is the sign that its exclusions are still to
 * be lifted, for a first run as for one after an interruption; those that stand when the profile is active belong to
 * somebody else, and stay.
 */
export async function restorePerson(
  { people, exclusions }: RestorationPorts,
  sub: string,
  signal: AbortSignal,
): Promise<Restoration> {
  const { profile } = await people.find(sub, signal);
  if (profile === undefined) throw noSuchPerson(sub);
  if (profile.status === "removed") throw notToBeRestored(profile);
  if (profile.status !== "suspended" && profile.status !== "active")
    throw new CommandError(`${sub} is ${profile.status}, not suspended.`);

  const standings = await findStandings({ people, exclusions }, profile, signal);
  if (profile.status === "active") return { profile, isNew: false, standings };
  const own = standings.filter(
    ({ trait, exclusion, heldBy }) =>
      exclusion?.status === "suspended" && heldBy === undefined && bears(profile, trait),
  );
  for (const { trait } of own) await exclusions.lift(trait.mark);
  const restored = isPlaceholder(profile)
    ? await people.withdraw(sub)
    : (await people.changeStatus(sub, "suspended", "active")) !== undefined;
  if (!restored)
    throw new CommandError(`${sub} was changed while they were being restored. Run the command again.`);
  return {
    profile,
    isNew: true,
    standings: standings.map((standing) =>
      own.includes(standing) ? { ...standing, exclusion: undefined } : standing,
    ),
  };
}

async function findStandings(
  { people, exclusions }: RestorationPorts,
  profile: Profile,
  signal: AbortSignal,
): Promise<readonly Standing[]> {
  const found = await Promise.all(
    claimedTraitsOf(profile).map(async (trait) => ({
      trait,
      exclusion: await exclusions.find([trait.mark], signal),
    })),
  );
  const isNeeded = found.some(({ exclusion }) => exclusion?.status === "suspended");
  const siblings = isNeeded ? await findSiblings(people, profile) : [];
  const suspended = siblings.filter(({ status }) => status === "suspended");
  return found.map(({ trait, exclusion }) => ({
    trait,
    exclusion,
    heldBy:
      exclusion?.status === "suspended" ? suspended.find((sibling) => bears(sibling, trait)) : undefined,
  }));
}

function notToBeRestored(profile: Profile): CommandError {
  const { sub, removedAt } = profile;
  return new CommandError(
    `${sub} was removed${removedAt === undefined ? "" : ` at ${removedAt}`}, and their memberships ` +
      "with them; there is nothing to restore them to. Invite their address, and their next sign-in brings them " +
      "back: npm run invitations:create -- <e-mail> --tenant <id>" +
      (isFederated(profile)
        ? " (only if authoritativeFor of their identity provider lists the domain of the address)"
        : ""),
  );
}

/** Whoever was excluded, the address is free again; returns what excluded it. */
export async function liftExclusion(
  { exclusions }: Pick<RestorationPorts, "exclusions">,
  address: string,
  signal: AbortSignal,
): Promise<Exclusion | undefined> {
  const { mark } = addressTrait(address);
  const exclusion = await exclusions.find([mark], signal);
  if (exclusion !== undefined) await exclusions.lift(mark);
  return exclusion;
}

export const peopleRestore = defineCommand({
  summary: "Ends a suspension, or lifts the exclusion of an address",
  explanation: [
    "By sub: makes a suspended person active again, in the memberships they have, and lifts the exclusion of all their",
    "addresses and of their account at an identity provider, unless another suspended profile has the same. To find such",
    "profiles the whole People table is read. Somebody who was removed has no memberships left and is not restored but",
    "invited (invitations:create), which counts for people of an identity provider only if its authoritativeFor lists",
    "the domain of their address.",
    "By e-mail: lifts the exclusion of the address, whether of a suspended or a removed person, and nothing else:",
    "a new user with this address then belongs wherever the stage's rules place them; existing profiles stay as they are.",
  ].join("\n"),
  words: { person: "<sub | e-mail>" },
  options: {},
  async perform({ words: { person } }, { stage, signal }) {
    const exclusions = await stage.open("PeopleTable", exclusionsTable);
    if (person.includes("@")) {
      const { address } = emailFrom(person);
      return describeLift(address, await liftExclusion({ exclusions }, address, signal));
    }
    const people = await stage.open("PeopleTable", operatorPeople);
    return describe(await restorePerson({ people, exclusions }, person, signal));
  },
});

const describe = ({ profile, isNew, standings }: Restoration): readonly string[] => [
  describeStatus(profile, isNew),
  ...standings.map(describeStanding),
];

function describeStatus(profile: Profile, isNew: boolean): string {
  if (!isNew) return `${profile.sub} was active already.`;
  return isPlaceholder(profile)
    ? `${profile.sub} is no longer suspended; their next sign-in finishes what their first one began.`
    : `${profile.sub} is active again; their next sign-in or refresh gives them tokens.`;
}

function describeStanding({ trait, exclusion, heldBy }: Standing): string {
  if (exclusion === undefined) return `The ${trait.name} is not excluded.`;
  const stays = `The ${trait.name} stays excluded for new users:`;
  if (exclusion.status !== "suspended")
    return `${stays} somebody who had it was ${exclusion.status} at ${exclusion.since}.`;
  if (heldBy !== undefined) return `${stays} ${heldBy.sub} has it and stays suspended.`;
  const hint =
    trait.address === undefined
      ? ""
      : ` If nobody else is meant, lift it with: npm run people:restore -- ${trait.address}`;
  return `${stays} suspended since ${exclusion.since}.${hint}`;
}

const describeLift = (address: string, exclusion: Exclusion | undefined): readonly string[] =>
  exclusion === undefined
    ? [`The address ${address} was not excluded.`]
    : [
        `The address ${address} is no longer excluded (it was: ${exclusion.status} since ${exclusion.since}).`,
        "A profile that is suspended or removed stays so; people:show finds it.",
      ];
