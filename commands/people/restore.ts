import { exclusionsTable } from "../../shared/people/exclusions-table";
import { isFederated } from "../../shared/people/named-marks";
import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import type { Profile } from "../../shared/people/person";
import { isPlaceholder } from "../../shared/people/placeholder";
import { type MarkState, type Restoration, restorePerson } from "../../shared/people/restoration";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { subOf } from "./named-person";

export const command = defineCommand({
  summary: "Ends a suspension",
  explanation: [
    "Makes a suspended person active again, in the memberships they have, and lifts the exclusion of all their addresses",
    "and of their account at an identity provider, unless another suspended profile has the same address or account.",
    "Somebody who was removed has no memberships left and cannot be restored: invite them (invitations:create). If they",
    "come through an identity provider, the invitation counts only if its authoritativeFor lists the domain of their",
    "address. An address instead of a sub has to be that of one person. To free an address alone: people:lift-exclusion.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {},
  async perform({ args }, dependencies) {
    const { stage, context } = dependencies;
    const sub = await subOf(args.person, dependencies);
    const ports = {
      people: await stage.open("PeopleTable", operatorPeopleTable),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
    };
    const restored = await restorePerson(ports, sub, context());
    switch (restored.kind) {
      case "restored":
        return describe(restored);
      case "removed":
        throw cannotBeRestored(restored.profile);
      case "not-found":
        throw noSuchPerson(sub);
      case "unknown-status":
        throw new CommandError(`${sub} is neither active nor suspended.`);
      case "stale":
        throw new CommandError(`${sub} was changed while they were being restored. Run the command again.`);
    }
  },
});

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
      : ` If it is meant for nobody else, lift it with: npm run people:lift-exclusion -- ${named.address}`;
  return `${stays} suspended since ${exclusion.since}.${hint}`;
}
