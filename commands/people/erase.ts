import { poolUsers } from "../../shared/aws/pool-users";
import { legacyRowsTable } from "../../shared/legacy-users/legacy-rows-table";
import { type Erasure, type ErasurePorts, erasePerson, isErased } from "../../shared/people/erasure";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { holdersTable } from "../../shared/people/holders-table";
import { membersTable } from "../../shared/people/members-table";
import { isFederated } from "../../shared/people/named-marks";
import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { confirm } from "../cli/terminal";
import { addressesFrom } from "../cli/values";
import { EVEN_LAST_OPERATOR, lastOperator } from "./last-operator";
import { warnOfOtherProfiles } from "./warnings";

export const command = defineCommand({
  summary: "Erases a person's data and keeps them from coming back unless they are invited",
  explanation: [
    "Removes a person, ends their memberships and erases their data: the invitations of their addresses, their rows in",
    "the LegacyUsers table, their user in the pool, and everything personal in profile and memberships. What stays is a",
    "tombstone with sub, tenant, origin and dates, the tenants and roles of the memberships, and a digest of their address",
    "and of every address that they proved before. So neither this user nor a new one with one of these addresses can come",
    "back, unless an administrator writes a new invitation or lifts the exclusion (people:lift-exclusion).",
    "If they come through an identity provider, a digest of their account there stays as well; an address that is not",
    "proven is left alone, and an invitation brings them back only if the provider's authoritativeFor lists its domain.",
    "An address that they proved in the pool since their last token is not known here: give it as --address.",
    "The legacy id stays bound to them, which keeps the old password from working again. Other active profiles with the",
    "same address are listed. If the erasure is interrupted, run it again to finish it. It cannot be undone.",
  ].join("\n"),
  args: { sub: "<sub>" },
  options: {
    address: {
      value: "<e-mail>",
      repeatable: true,
      explanation: "another address of theirs, to be treated like the one in the profile",
    },
    ...EVEN_LAST_OPERATOR,
    yes: { explanation: "do not ask for confirmation" },
  },
  async perform({ args: { sub }, options }, { stage, terminal, signal, context }) {
    const legacyTable = await stage.findName("LegacyUsersTable");
    const ports: ErasurePorts = {
      people: await stage.open("PeopleTable", operatorPeopleTable),
      members: await stage.open("PeopleTable", membersTable),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      holders: await stage.open("PeopleTable", holdersTable),
      invitations: await stage.open("InvitationsTable", invitationsTable),
      legacyRows:
        legacyTable === undefined ? undefined : await stage.open("LegacyUsersTable", legacyRowsTable),
      users: await stage.openPool(poolUsers),
    };
    const person = await ports.people.find(sub, signal);
    if (person.profile === undefined) throw noSuchPerson(sub);
    const further = addressesFrom(options.address);
    if (!isErased(person) || further.length > 0)
      await confirm(terminal, {
        facts: [],
        question: `Erase ${sub} (${person.profile.email ?? "no address"}) in the stage ${stage.stage} for good?`,
        yes: options.yes,
      });
    const asked = { ...context(), evenLastOperator: options["even-last-operator"] };
    const erased = await erasePerson(ports, sub, further, asked);
    switch (erased.kind) {
      case "erased":
        return describe(sub, erased, legacyTable);
      case "erased-before":
        return [`${sub} was erased already.`];
      case "not-found":
        throw noSuchPerson(sub);
      case "last-operator":
        throw lastOperator(sub);
      case "came-back":
        throw new CommandError(`${sub} came back while they were being erased. Run the command again.`);
    }
  },
});

function describe(sub: string, erasure: Erasure, legacyTable: string | undefined): readonly string[] {
  const { profile, memberships, invitations, legacyLogins } = erasure;
  const { legacyId } = profile;
  return [
    `${sub} is erased.`,
    `Memberships ended: ${listed(memberships)}. Invitations deleted: ${listed(invitations)}. ` +
      `Legacy rows deleted: ${listed(legacyLogins)}.`,
    ...describeExclusions(erasure),
    ...(legacyId === undefined
      ? []
      : [
          `The legacy id ${legacyId} stays bound to them, which keeps the old password from working again until ` +
            "migration:release releases it.",
        ]),
    ...(erasure.legacyRowMissing
      ? [
          legacyTable === undefined
            ? "If the old system keeps a row with this id, delete it there."
            : `${legacyTable} has no row with this id under their addresses. If it has one under another login, or the old system keeps one, delete it there.`,
        ]
      : []),
    ...(erasure.foreignLegacyRow
      ? [
          "There is a legacy row under this address. It was kept, because the address was never proven and the row may be somebody else's.",
        ]
      : []),
    ISSUED_TOKENS_STAY_VALID,
    ...warnOfOtherProfiles(erasure.otherProfiles),
  ];
}

function describeExclusions({ profile, excluded, suspended }: Erasure): readonly string[] {
  const lines = excluded.map((named) => {
    if (suspended.includes(named))
      return `The ${named.name} stays excluded as suspended, because another suspended profile has it.`;
    if (named.address === undefined) return `The ${named.name} is excluded by its digest.`;
    return `The ${named.name} is excluded by its digest, until somebody writes a new invitation or lifts the exclusion with people:lift-exclusion.`;
  });
  const { email } = profile;
  if (email !== undefined && !excluded.some(({ address }) => address === email))
    lines.push(
      `The address ${email} was never proven and may be somebody else's: it is not excluded, and its invitations stay. ` +
        `If it is theirs, run the command again with --address ${email}`,
    );
  if (excluded.length === 0)
    lines.push(
      "The profile holds nothing by which to exclude them: unless an earlier run excluded something, a new user of the " +
        "same person is not recognised.",
    );
  if (isFederated(profile))
    lines.push(
      "An invitation brings them back only if authoritativeFor of their identity provider lists the domain of the address.",
    );
  return lines;
}

const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
