import { type Exclusions, exclusionsTable } from "../shared/people/exclusions-table";
import type { Profile } from "../shared/people/person";
import type { Moment } from "../shared/people/provisioning";
import { defineCommand } from "./command";
import { CommandError } from "./errors";
import { noSuchPerson } from "./person-not-found";
import { type OperatorPeople, operatorPeople } from "./stores/operator-people";

interface Ports {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus">;
  readonly exclusions: Exclusions;
}

export interface Suspension {
  readonly profile: Profile;
  /** False when the person was suspended before. */
  readonly isNew: boolean;
}

/** The profile first: it takes effect by itself. A second run writes whatever a first one did not come to. */
export async function suspend(
  { people, exclusions }: Ports,
  sub: string,
  moment: Moment,
): Promise<Suspension> {
  const suspended = await people.changeStatus(sub, "active", "suspended");
  const profile = suspended ?? (await people.find(sub, moment.signal)).profile;
  if (profile === undefined) throw noSuchPerson(sub);
  if (profile.status !== "suspended")
    throw new CommandError(`${sub} is ${profile.status}; only somebody active can be suspended.`);
  if (profile.email !== undefined) {
    const before = await exclusions.find(profile.email, moment.signal);
    if (before?.status !== "suspended")
      await exclusions.exclude(profile.email, { status: "suspended", since: moment.now.toISOString() });
  }
  return { profile, isNew: suspended !== undefined };
}

export const peopleSuspend = defineCommand({
  summary: "Suspends a person and excludes their address",
  explanation: [
    "Suspends a person: they can neither sign in nor refresh a session. Their address is excluded as well, so that",
    "it belongs nowhere under a new user either, and no invitation changes that. Memberships stay for people:restore.",
    "It takes effect when the next token is issued; tokens issued before live until they expire.",
  ].join("\n"),
  words: { sub: "<sub>" },
  options: {},
  async perform({ words }, { stage, clock, signal }) {
    const ports: Ports = {
      people: await stage.open("PeopleTable", operatorPeople),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
    };
    return describe(await suspend(ports, words.sub, { now: clock(), signal }));
  },
});

const describe = ({ profile: { sub, email, emailVerified }, isNew }: Suspension): readonly string[] => [
  `${sub} ${isNew ? "is" : "was already"} suspended. From now on no token is issued to them, refreshes included.`,
  "Tokens issued before live until they expire, after the stage's accessTokenMinutes at the latest.",
  email === undefined
    ? "Their profile has no address that could be excluded: under a new user they are not recognised."
    : `The address ${email} is excluded until people:restore lifts it.`,
  ...(email !== undefined && !emailVerified
    ? [
        `The address was never proven. If it is somebody else's, lift it with: npm run people:restore -- ${email}`,
      ]
    : []),
];
