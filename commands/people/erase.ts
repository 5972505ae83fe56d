import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import { exclusionFrom } from "../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import { type Holders, holdersTable } from "../../shared/people/holders-table";
import {
  claimedMarksOf,
  hasMark,
  isFederated,
  marksOfProfile,
  type NamedMark,
  namedAddress,
  ownAddresses,
} from "../../shared/people/named-marks";
import type { Person, Profile } from "../../shared/people/person";
import type { ChangeContext } from "../../shared/runtime/invocation";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { confirm } from "../cli/terminal";
import { addressesFrom } from "../cli/values";
import type { Place } from "../stage/place";
import { type OperatorInvitations, operatorInvitations } from "../stores/operator-invitations";
import { type OperatorLegacyUsers, operatorLegacyUsers } from "../stores/operator-legacy-users";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";
import { findOtherProfiles, warnOfOtherProfiles } from "./other-profiles";
import { poolUserCommands } from "./pool-user";

export interface ErasurePorts {
  readonly people: Pick<OperatorPeople, "find" | "findMarked" | "remove" | "leave" | "replaceWithTombstone">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
  readonly holders: Pick<Holders, "remove">;
  readonly invitations: Pick<OperatorInvitations, "forEmail" | "forget">;
  readonly legacyUsers: OperatorLegacyUsers;
}

export interface Erasure {
  /** As the person was when the erasure began. */
  readonly profile: Profile;
  /** What a new user of the same person is recognised by. */
  readonly excluded: readonly NamedMark[];
  /** The excluded marks that stay suspended, because another suspended profile has them. */
  readonly suspended: readonly NamedMark[];
  readonly otherProfiles: readonly Profile[];
  readonly memberships: readonly string[];
  readonly invitations: readonly string[];
  readonly legacyLogins: readonly string[];
  /** There is a legacy row under the address that is not known to be this person's. */
  readonly foreignLegacyRow: boolean;
  /** The person came from the old system, but their row was not found there. */
  readonly legacyRowMissing: boolean;
}

/**
 * Removes the person first, so that no more tokens are issued and their profile is no longer refreshed. Empties the
 * profile last: until then it says where the rest is, so that a second run can finish what a first one began. Then
 * looks for memberships once more: a revival that began before the removal writes one before it sees that the
 * tombstone has changed.
 */
export async function erase(
  ports: ErasurePorts,
  sub: string,
  further: readonly string[],
  context: ChangeContext,
): Promise<Erasure> {
  const { people } = ports;
  const { signal } = context;
  const profile = await people.remove(sub, context);
  if (profile === undefined) throw noSuchPerson(sub);
  const addresses = [...new Set([...ownAddresses(profile), ...further])];
  const excluded = await exclude(ports, profile, further, context);

  const memberships = await leaveAll(ports, sub, context);
  const invitations = await forgetInvitations(ports, addresses, signal);
  const legacy = await deleteLegacyRows(ports, profile, addresses, signal);

  await ports.holders.remove(
    [...claimedMarksOf(profile), ...further.map(namedAddress)].map(({ mark }) => mark),
    sub,
    signal,
  );
  if (!(await people.replaceWithTombstone(tombstoneOf(profile), context))) throw cameBack(sub);
  const late = await leaveAll(ports, sub, context);
  const all = [...new Set([...memberships, ...late])];
  return { profile, ...excluded, memberships: all, invitations, ...legacy };
}

const cameBack = (sub: string): CommandError =>
  new CommandError(`${sub} came back while they were being erased. Run the command again.`);

/** A suspension is stricter than a removal, so it stays while another suspended profile needs it. */
async function exclude(
  { people, exclusions }: ErasurePorts,
  profile: Profile,
  further: readonly string[],
  context: ChangeContext,
): Promise<Pick<Erasure, "excluded" | "suspended" | "otherProfiles">> {
  const removal = { status: "removed", since: context.now.toISOString() } as const;
  const excluded = [...marksOfProfile(profile), ...further.map(namedAddress)];
  const suspended: NamedMark[] = [];
  for (const named of excluded) {
    const before = exclusionFrom(await exclusions.find([named.mark], context.signal), undefined);
    if (before?.status === "suspended") suspended.push(named);
    else await exclusions.exclude(named.mark, removal, context);
  }
  const otherProfiles = await findOtherProfiles(people, profile, further, context.signal);
  const isNeeded = (named: NamedMark) =>
    otherProfiles.some((other) => other.status === "suspended" && hasMark(other, named));
  for (const { mark } of suspended.filter((named) => !isNeeded(named)))
    await exclusions.exclude(mark, removal, context);
  return { excluded, suspended: suspended.filter(isNeeded), otherProfiles };
}

/** Checks again after the last deletion: somebody who came back in between has lost a membership that they need. */
async function leaveAll(
  { people }: ErasurePorts,
  sub: string,
  context: ChangeContext,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (;;) {
    const { profile, memberships } = await people.find(sub, context.signal);
    if (profile?.status !== "removed") throw cameBack(sub);
    if (memberships.length === 0) return left;
    for (const membership of memberships) {
      await people.leave(sub, membership, context);
      left.push(membership.tenantId);
    }
  }
}

/** Keeps nothing personal, only what a later invitation needs to bring the person back. */
const tombstoneOf = ({ sub, activeTenant, origin, createdAt, removedAt }: Profile): Profile => ({
  sub,
  status: "removed",
  activeTenant,
  origin,
  createdAt,
  ...(removedAt !== undefined && { removedAt }),
});

const isErased = ({ profile, memberships }: Person): boolean =>
  profile?.status === "removed" &&
  memberships.length === 0 &&
  Object.keys(profile).every(
    (name) => ["item", "changedBy", "changedAt"].includes(name) || name in tombstoneOf(profile),
  );

async function forgetInvitations(
  { invitations }: ErasurePorts,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = await Promise.all(addresses.map((address) => invitations.forEmail(address, signal)));
  for (const invitation of found.flat()) await invitations.forget(invitation);
  return found.flat().map(({ tenantId }) => tenantId);
}

/** The login of a row may be an address, or the legacy id, which is the login where the row has no id of its own. */
async function deleteLegacyRows(
  { legacyUsers }: ErasurePorts,
  { email, emailVerified, legacyId }: Profile,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Pick<Erasure, "legacyLogins" | "foreignLegacyRow" | "legacyRowMissing">> {
  const isProven = (login: string) =>
    addresses.includes(login) && (login !== email || emailVerified === true);
  const logins = [...new Set([email, legacyId, ...addresses])].filter((login) => login !== undefined);
  const rows = await Promise.all(
    logins.map(async (login) => ({ login, user: await legacyUsers.findByLogin(login, signal) })),
  );
  const found = rows.filter((row): row is { login: string; user: LegacyUser } => row.user !== undefined);
  const own = found.filter(({ login, user }) => user.id === legacyId || isProven(login));
  for (const { login } of own) await legacyUsers.delete(login);
  return {
    legacyLogins: own.map(({ login }) => login),
    foreignLegacyRow: found.some((row) => row.login === email && !own.includes(row)),
    legacyRowMissing: legacyId !== undefined && !own.some(({ user }) => user.id === legacyId),
  };
}

export const command = defineCommand({
  summary: "Erases a person's data and keeps them from coming back unless they are invited",
  explanation: [
    "Removes a person, ends their memberships and erases their data: the invitations of their addresses, their rows in",
    "the LegacyUsers table, and everything personal in profile and memberships. What stays is a tombstone with sub,",
    "tenant, origin and dates, the tenants and roles of the memberships, and a digest of their address and of every",
    "address that they proved before. So neither this user nor a new one with one of these addresses can come back,",
    "unless an administrator writes a new invitation or lifts the exclusion (people:restore).",
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
    yes: { explanation: "do not ask for confirmation" },
  },
  async perform({ args: { sub }, options }, { stage, terminal, signal, context }) {
    const ports = {
      people: await stage.open("PeopleTable", operatorPeople),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      holders: await stage.open("PeopleTable", holdersTable),
      invitations: await stage.open("InvitationsTable", operatorInvitations),
      legacyUsers: await stage.open("LegacyUsersTable", operatorLegacyUsers),
    } satisfies ErasurePorts;
    const person = await ports.people.find(sub, signal);
    if (person.profile === undefined) throw noSuchPerson(sub);
    const further = addressesFrom(options.address);
    if (isErased(person) && further.length === 0)
      return [`${sub} was erased already.`, ...poolReminder(sub, stage)];
    await confirm(terminal, {
      facts: [],
      question: `Erase ${sub} (${person.profile.email ?? "no address"}) in the stage ${stage.stage} for good?`,
      yes: options.yes,
    });
    const erasure = await erase(ports, sub, further, context());
    return [...describe(sub, erasure, await stage.nameOf("LegacyUsersTable")), ...poolReminder(sub, stage)];
  },
});

function describe(sub: string, erasure: Erasure, legacyTable: string): readonly string[] {
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
          `${legacyTable} has no row with this id under their addresses. If it has one under another login, or the old system keeps one, delete it there.`,
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
    return `The ${named.name} is excluded by its digest, until somebody writes a new invitation or lifts the exclusion with people:restore.`;
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

const poolReminder = (sub: string, place: Place): readonly string[] => [
  "The user pool still has the user, with the address and all attributes. Delete the user there:",
  ...poolUserCommands("admin-delete-user", sub, place),
];
