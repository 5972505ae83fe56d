import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import type { Profile } from "../../shared/people/person";
import type { CallContext } from "../../shared/runtime/invocation";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { emailFrom } from "../cli/words";
import type { Place } from "../stage/table-names";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";
import { noSuchPerson } from "./person-not-found";
import { isPlaceholder, placeholderOf } from "./placeholder";
import { poolUserCommands } from "./pool-user";
import { findSiblings, warnOfSiblings } from "./siblings";
import { addressTrait, isFederated, ownAddress, type Trait, traitsOf } from "./traits";

export interface SuspensionPorts {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus" | "register" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
}

export interface Suspension {
  readonly profile: Profile;
  /** False when the person was suspended before. */
  readonly isNew: boolean;
  readonly excluded: readonly Trait[];
  /** Addresses that were given, because the profile does not know them. */
  readonly further: readonly string[];
  readonly siblings: readonly Profile[];
}

/** The profile first: it takes effect by itself. A second run writes whatever a first one did not come to. */
export async function suspend(
  { people, exclusions }: SuspensionPorts,
  sub: string,
  further: readonly string[],
  moment: CallContext,
): Promise<Suspension> {
  const { profile, isNew } = await suspendProfile({ people }, sub, moment);
  const excluded = traitsOf(profile);
  for (const { mark } of [...excluded, ...further.map(addressTrait)]) {
    const before = await exclusions.find([mark], moment.signal);
    if (before?.status !== "suspended")
      await exclusions.exclude(mark, { status: "suspended", since: moment.now.toISOString() });
  }
  const siblings = await findSiblings(people, profile, further);
  return { profile, isNew, excluded, further, siblings };
}

async function suspendProfile(
  { people }: Pick<SuspensionPorts, "people">,
  sub: string,
  moment: CallContext,
): Promise<Pick<Suspension, "profile" | "isNew">> {
  const suspended = await people.changeStatus(sub, "active", "suspended");
  if (suspended !== undefined) return { profile: suspended, isNew: true };
  const { profile, memberships } = await people.find(sub, moment.signal);
  if (profile?.status === "suspended") return { profile, isNew: false };
  if (profile !== undefined)
    throw new CommandError(`${sub} is ${profile.status}; only somebody active can be suspended.`);
  const [begun] = memberships;
  if (begun === undefined) throw noSuchPerson(sub);
  const placeholder = placeholderOf(sub, begun, moment.now);
  if (await people.register(placeholder, undefined, moment.signal))
    return { profile: placeholder, isNew: true };
  // Their sign-in has finished in the meantime: there is a profile now, and it can be suspended.
  return suspendProfile({ people }, sub, moment);
}

export const peopleSuspend = defineCommand({
  summary: "Suspends a person and excludes their address",
  explanation: [
    "Suspends a person: they can neither sign in nor refresh a session. Their address, and every address that they",
    "proved before, is excluded as well, so that it belongs nowhere under a new user either, and no invitation changes",
    "that. Of people who come through an identity provider, their account there is excluded, and addresses only if they",
    "are proven. Memberships stay for people:restore.",
    "It takes effect when the next token is issued; tokens issued before live until they expire.",
    "Other active profiles with the same address are listed: to find them, the whole People table is read.",
  ].join("\n"),
  words: { sub: "<sub>" },
  options: {
    address: { value: "<e-mail>", repeatable: true, explanation: "another address of theirs to exclude" },
  },
  async perform({ words, options }, { stage, clock, signal }) {
    const further = [...new Set(options.address.map((word) => emailFrom(word).address))];
    const ports: SuspensionPorts = {
      people: await stage.open("PeopleTable", operatorPeople),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
    };
    return describe(await suspend(ports, words.sub, further, { now: clock(), signal }), stage);
  },
});

const describe = (suspension: Suspension, place: Place): readonly string[] => {
  const { profile, isNew, excluded, further, siblings } = suspension;
  const { sub } = profile;
  return [
    `${sub} ${isNew ? "is" : "was already"} suspended. From now on no token is issued to them, refreshes included.`,
    "Tokens issued before live until they expire, after the stage's accessTokenMinutes at the latest.",
    ...(isPlaceholder(profile)
      ? ["Their first sign-in did not finish. After people:restore the next one goes on where it stopped."]
      : []),
    ...excluded.map(({ name }) => `The ${name} is excluded until people:restore lifts it.`),
    ...describeUnexcluded(suspension),
    ...further.map(
      (address) =>
        `The address ${address} is excluded, too. It is lifted on its own: npm run people:restore -- ${address}`,
    ),
    ...warnOfSiblings(siblings),
    "Their address may have changed since their last token. The pool shows the current one; exclude it with --address:",
    ...poolUserCommands("admin-get-user", sub, place),
  ];
};

function describeUnexcluded({ profile, excluded, further }: Suspension): readonly string[] {
  const { email, emailVerified } = profile;
  const lift = `lift it with: npm run people:restore -- ${email}`;
  const lines: string[] = [];
  if (email === undefined && excluded.length === 0)
    lines.push(
      "Their profile has no address that could be excluded: under a new user they are not recognised.",
    );
  if (email !== undefined && !emailVerified && !isFederated(profile))
    lines.push(`The address was never proven. If it is somebody else's, ${lift}`);
  if (email !== undefined && ownAddress(profile) === undefined && !further.includes(email))
    lines.push(
      `The address ${email} was never proven and may be somebody else's: it is not excluded. If it is theirs, give ` +
        `--address ${email}`,
    );
  return lines;
}
