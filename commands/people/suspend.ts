import { exclusionFrom } from "../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import {
  isFederated,
  marksOfProfile,
  type NamedMark,
  namedAddress,
  ownAddress,
} from "../../shared/people/named-marks";
import type { Membership, Profile } from "../../shared/people/person";
import type { ChangeContext } from "../../shared/runtime/invocation";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { addressesFrom } from "../cli/values";
import type { Place } from "../stage/place";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";
import { findOtherProfiles, warnOfOtherProfiles } from "./other-profiles";
import { poolUserCommands } from "./pool-user";

export interface SuspensionPorts {
  readonly people: Pick<OperatorPeople, "find" | "changeStatus" | "register" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
}

export interface Suspension {
  readonly profile: Profile;
  /** False when the person was suspended before. */
  readonly isNew: boolean;
  readonly excluded: readonly NamedMark[];
  /** Addresses from the command line, which the profile does not have. */
  readonly further: readonly string[];
  readonly otherProfiles: readonly Profile[];
}

/** Suspends the profile first, which takes effect by itself. A second run writes what an interrupted one did not. */
export async function suspend(
  { people, exclusions }: SuspensionPorts,
  sub: string,
  further: readonly string[],
  context: ChangeContext,
): Promise<Suspension> {
  const { profile, isNew } = await suspendProfile({ people }, sub, context);
  const excluded = marksOfProfile(profile);
  for (const { mark } of [...excluded, ...further.map(namedAddress)]) {
    const before = exclusionFrom(await exclusions.find([mark], context.signal), undefined);
    if (before?.status !== "suspended")
      await exclusions.exclude(mark, { status: "suspended", since: context.now.toISOString() }, context);
  }
  const otherProfiles = await findOtherProfiles(people, profile, further, context.signal);
  return { profile, isNew, excluded, further, otherProfiles };
}

async function suspendProfile(
  { people }: Pick<SuspensionPorts, "people">,
  sub: string,
  context: ChangeContext,
): Promise<Pick<Suspension, "profile" | "isNew">> {
  const suspended = await people.changeStatus(sub, "active", "suspended", context);
  if (suspended !== undefined) return { profile: suspended, isNew: true };
  const { profile, memberships } = await people.find(sub, context.signal);
  if (profile?.status === "suspended") return { profile, isNew: false };
  if (profile !== undefined)
    throw new CommandError(`${sub} is ${profile.status}; only an active person can be suspended.`);
  const [membership] = memberships;
  if (membership === undefined) throw noSuchPerson(sub);
  const placeholder = placeholderOf(sub, membership, context.now);
  if (await people.register(placeholder, undefined, context)) return { profile: placeholder, isNew: true };
  // Their sign-in was completed in the meantime, so now there is a profile to suspend.
  return suspendProfile({ people }, sub, context);
}

/**
 * Somebody whose first sign-in was not completed has a membership and no profile yet. A profile that holds nothing
 * but the suspension keeps them out. It is deleted when the suspension ends, so that their next sign-in writes the
 * real one, with the origin, address and account that only Cognito's event knows.
 */
const placeholderOf = (sub: string, { tenantId }: Membership, now: Date): Profile => ({
  sub,
  status: "suspended",
  activeTenant: tenantId,
  origin: "sign-up",
  createdAt: now.toISOString(),
});

/** A completed sign-in always records whether the address is proven. */
export const isPlaceholder = ({ status, email, emailVerified, federatedAs }: Profile): boolean =>
  status === "suspended" && email === undefined && emailVerified === undefined && federatedAs === undefined;

export const command = defineCommand({
  summary: "Suspends a person and excludes their address",
  explanation: [
    "Suspends a person: they can neither sign in nor refresh a session. Their address, and every address that they proved",
    "before, is excluded as well: a new user with one of them belongs nowhere, and no invitation changes that. If they",
    "come through an identity provider, their account there is excluded, and of their addresses only the proven ones.",
    "Memberships stay for people:restore.",
    "It takes effect when the next token is issued; tokens that were issued before stay valid until they expire. Other",
    "active profiles with the same address are listed.",
  ].join("\n"),
  args: { sub: "<sub>" },
  options: {
    address: { value: "<e-mail>", repeatable: true, explanation: "another address of theirs to exclude" },
  },
  async perform({ args, options }, { stage, context }) {
    const further = addressesFrom(options.address);
    const ports: SuspensionPorts = {
      people: await stage.open("PeopleTable", operatorPeople),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
    };
    return describe(await suspend(ports, args.sub, further, context()), stage);
  },
});

const describe = (suspension: Suspension, place: Place): readonly string[] => {
  const { profile, isNew, excluded, further, otherProfiles } = suspension;
  const { sub } = profile;
  return [
    `${sub} ${isNew ? "is" : "was already"} suspended. They get no more tokens, neither by signing in nor by refreshing.`,
    ISSUED_TOKENS_STAY_VALID,
    ...(isPlaceholder(profile)
      ? ["Their first sign-in was not completed. After people:restore, their next sign-in completes it."]
      : []),
    ...excluded.map(({ name }) => `The ${name} is excluded until people:restore lifts it.`),
    ...describeUnexcluded(suspension),
    ...further.map(
      (address) =>
        `The address ${address} is excluded as well. Its exclusion is lifted separately: npm run people:restore -- ${address}`,
    ),
    ...warnOfOtherProfiles(otherProfiles),
    "Their address may have changed since their last token. If the pool shows another one, exclude that with --address:",
    ...poolUserCommands("admin-get-user", sub, place),
  ];
};

function describeUnexcluded({ profile, excluded, further }: Suspension): readonly string[] {
  const { email, emailVerified } = profile;
  const lift = `lift it with: npm run people:restore -- ${email}`;
  const lines: string[] = [];
  if (email === undefined && excluded.length === 0)
    lines.push(
      "Their profile has no address that could be excluded, so a new user of the same person is not recognised.",
    );
  if (email !== undefined && !emailVerified && !isFederated(profile))
    lines.push(`The address was never proven. If it is somebody else's, ${lift}`);
  if (email !== undefined && ownAddress(profile) === undefined && !further.includes(email))
    lines.push(
      `The address ${email} was never proven and may be somebody else's: it is not excluded. If it is theirs, run the ` +
        `command again with --address ${email}`,
    );
  return lines;
}
