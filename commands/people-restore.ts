import { type Exclusion, type Exclusions, exclusionsTable } from "../shared/people/exclusions-table";
import type { Profile } from "../shared/people/person";
import { defineCommand } from "./command";
import { CommandError } from "./errors";
import { noSuchPerson } from "./person-not-found";
import { emailFrom } from "./reading";
import { type OperatorPeople, operatorPeople } from "./stores/operator-people";

interface Ports {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus">;
  readonly exclusions: Pick<Exclusions, "find" | "lift">;
}

export interface Restoration {
  readonly profile: Profile;
  /** False when the person was active before. */
  readonly isNew: boolean;
  /** What still excludes the address: somebody else who had it was removed. */
  readonly remaining: Exclusion | undefined;
}

export async function restorePerson(
  { people, exclusions }: Ports,
  sub: string,
  signal: AbortSignal,
): Promise<Restoration> {
  const restored = await people.changeStatus(sub, "suspended", "active");
  const profile = restored ?? (await people.find(sub, signal)).profile;
  if (profile === undefined) throw noSuchPerson(sub);
  if (profile.status === "removed")
    throw new CommandError(
      `${sub} was removed${profile.removedAt === undefined ? "" : ` at ${profile.removedAt}`}, and their memberships ` +
        "with them; there is nothing to restore them to. Invite their address, and their next sign-in brings them " +
        "back: npm run invitations:create -- <e-mail> --tenant <id>",
    );
  if (profile.status !== "active") throw new CommandError(`${sub} is ${profile.status}, not suspended.`);
  const exclusion = profile.email === undefined ? undefined : await exclusions.find(profile.email, signal);
  if (profile.email !== undefined && exclusion?.status === "suspended") await exclusions.lift(profile.email);
  return {
    profile,
    isNew: restored !== undefined,
    remaining: exclusion?.status === "suspended" ? undefined : exclusion,
  };
}

/** Whoever was excluded, the address is free again; returns what excluded it. */
export async function liftExclusion(
  { exclusions }: Pick<Ports, "exclusions">,
  address: string,
  signal: AbortSignal,
): Promise<Exclusion | undefined> {
  const exclusion = await exclusions.find(address, signal);
  if (exclusion !== undefined) await exclusions.lift(address);
  return exclusion;
}

export const peopleRestore = defineCommand({
  summary: "Ends a suspension, or lifts the exclusion of an address",
  explanation: [
    "By sub: makes a suspended person active again, in the memberships they have, and lifts the exclusion of their",
    "address. Somebody who was removed has no memberships left and is not restored but invited (invitations:create).",
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

const describe = ({ profile: { sub, email }, isNew, remaining }: Restoration): readonly string[] => [
  isNew
    ? `${sub} is active again; their next sign-in or refresh gives them tokens.`
    : `${sub} was active already.`,
  ...(email === undefined || remaining !== undefined ? [] : [`The address ${email} is not excluded.`]),
  ...(remaining === undefined
    ? []
    : [
        `The address ${email} stays excluded for new users: somebody who had it was ${remaining.status} at ${remaining.since}.`,
      ]),
];

const describeLift = (address: string, exclusion: Exclusion | undefined): readonly string[] =>
  exclusion === undefined
    ? [`The address ${address} was not excluded.`]
    : [
        `The address ${address} is no longer excluded (it was: ${exclusion.status} since ${exclusion.since}).`,
        "A profile that is suspended or removed stays so; people:show finds it.",
      ];
