import { exclusionsTable } from "../../shared/people/exclusions-table";
import { membersTable } from "../../shared/people/members-table";
import { isFederated, ownAddress } from "../../shared/people/named-marks";
import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import { isPlaceholder } from "../../shared/people/placeholder";
import { type Suspension, type SuspensionPorts, suspendPerson } from "../../shared/people/suspension";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { addressesFrom } from "../cli/values";
import type { Place } from "../stage/place";
import { EVEN_LAST_OPERATOR, lastOperator } from "./last-operator";
import { subOf } from "./named-person";
import { poolUserCommands } from "./pool-user";
import { sessionsEnding } from "./sessions";
import { warnOfOtherProfiles } from "./warnings";

export const command = defineCommand({
  summary: "Suspends a person and excludes their address",
  explanation: [
    "Suspends a person: they can neither sign in nor refresh a session. Their address, and every address that they proved",
    "before, is excluded as well: a new user with one of them belongs nowhere, and no invitation changes that. If they",
    "come through an identity provider, their account there is excluded, and of their addresses only the proven ones.",
    "Memberships stay for people:restore. Their sessions at the pool are ended; access tokens that were issued before stay",
    "valid until they expire. Other active profiles with the same address are listed. An address instead of a sub has to",
    "be that of one person.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {
    address: { value: "<e-mail>", repeatable: true, explanation: "another address of theirs to exclude" },
    ...EVEN_LAST_OPERATOR,
  },
  async perform({ args, options }, dependencies) {
    const { stage, context } = dependencies;
    const further = addressesFrom(options.address);
    const sub = await subOf(args.person, dependencies);
    const ports: SuspensionPorts = {
      people: await stage.open("PeopleTable", operatorPeopleTable),
      members: await stage.open("PeopleTable", membersTable),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      signOut: sessionsEnding(dependencies),
    };
    const asked = { ...context(), evenLastOperator: options["even-last-operator"] };
    const suspended = await suspendPerson(ports, sub, further, asked);
    switch (suspended.kind) {
      case "suspended":
        return describe(suspended, stage);
      case "not-found":
        throw noSuchPerson(sub);
      case "last-operator":
        throw lastOperator(sub);
      case "removed":
        throw new CommandError(`${sub} is removed; only an active person can be suspended.`);
    }
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
        `The address ${address} is excluded as well. Its exclusion is lifted separately: npm run people:lift-exclusion -- ${address}`,
    ),
    ...warnOfOtherProfiles(otherProfiles),
    "Their address may have changed since their last token. If the pool shows another one, exclude that with --address:",
    ...poolUserCommands("admin-get-user", sub, place),
  ];
};

function describeUnexcluded({ profile, excluded, further }: Suspension): readonly string[] {
  const { email, emailVerified } = profile;
  const lift = `lift it with: npm run people:lift-exclusion -- ${email}`;
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
