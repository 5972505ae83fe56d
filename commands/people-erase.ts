import type { LegacyUser } from "../shared/legacy-users/legacy-user";
import { type Exclusions, exclusionsTable } from "../shared/people/exclusions-table";
import type { Person, Profile } from "../shared/people/person";
import type { Moment } from "../shared/people/provisioning";
import { defineCommand } from "./command";
import { CommandError } from "./errors";
import { noSuchPerson } from "./person-not-found";
import { type OperatorInvitations, operatorInvitations } from "./stores/operator-invitations";
import { type OperatorLegacyUsers, operatorLegacyUsers } from "./stores/operator-legacy-users";
import { type OperatorPeople, operatorPeople } from "./stores/operator-people";
import { type Place, SERVICE } from "./table-names";

export interface ErasurePorts {
  readonly people: Pick<OperatorPeople, "find" | "remove" | "leave" | "bury">;
  readonly exclusions: Pick<Exclusions, "exclude">;
  readonly invitations: Pick<OperatorInvitations, "forEmail" | "revoke">;
  readonly legacyUsers: OperatorLegacyUsers;
}

export interface Erasure {
  readonly address: string | undefined;
  readonly legacyId: string | undefined;
  readonly memberships: readonly string[];
  readonly invitations: readonly string[];
  readonly legacyLogins: readonly string[];
  /** A legacy row under the address that is not known to be this person's. */
  readonly foreignLegacyRow: boolean;
  /** The person came from the old system, but their row was not found there. */
  readonly legacyRowMissing: boolean;
}

/**
 * Removes the person first, which ends token issue and the refreshing of their profile, and empties the profile last:
 * until then it says where the rest is to be found, so that a second run finishes what a first one began.
 */
export async function erase(ports: ErasurePorts, sub: string, { now, signal }: Moment): Promise<Erasure> {
  const { people, exclusions } = ports;
  const since = now.toISOString();
  const profile = await people.remove(sub, since);
  if (profile === undefined) throw noSuchPerson(sub);
  const { email: address, legacyId } = profile;
  if (address !== undefined) await exclusions.exclude(address, { status: "removed", since });

  const memberships = (await people.find(sub, signal)).memberships.map(({ tenantId }) => tenantId);
  for (const tenantId of memberships) await people.leave(sub, tenantId);
  const invitations = await revokeInvitations(ports, address, signal);
  const legacy = await deleteLegacyRows(ports, profile, signal);

  if (!(await people.bury(tombstoneOf(profile))))
    throw new CommandError(`${sub} came back while they were being erased. Run the command again.`);
  return { address, legacyId, memberships, invitations, ...legacy };
}

/** Nothing personal: what a later invitation needs to bring the person back, and nothing else to without one. */
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
  Object.keys(profile).every((name) => name === "item" || name in tombstoneOf(profile));

async function revokeInvitations(
  { invitations }: ErasurePorts,
  address: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (address === undefined) return [];
  const tenantIds = (await invitations.forEmail(address, signal)).map(({ tenantId }) => tenantId);
  for (const tenantId of tenantIds) await invitations.revoke(address, tenantId);
  return tenantIds;
}

/** The old login may be the address, or what stands as the legacy id of a row that has none of its own. */
async function deleteLegacyRows(
  { legacyUsers }: ErasurePorts,
  profile: Profile,
  signal: AbortSignal,
): Promise<Pick<Erasure, "legacyLogins" | "foreignLegacyRow" | "legacyRowMissing">> {
  const { email, legacyId } = profile;
  const logins = [...new Set([email, legacyId])].filter((login) => login !== undefined);
  const rows = await Promise.all(
    logins.map(async (login) => ({ login, user: await legacyUsers.findByLogin(login, signal) })),
  );
  const found = rows.filter((row): row is { login: string; user: LegacyUser } => row.user !== undefined);
  const own = found.filter(
    ({ login, user }) => user.id === legacyId || (login === email && profile.emailVerified === true),
  );
  for (const { login } of own) await legacyUsers.delete(login);
  return {
    legacyLogins: own.map(({ login }) => login),
    foreignLegacyRow: found.some((row) => row.login === email && !own.includes(row)),
    legacyRowMissing: legacyId !== undefined && !own.some(({ user }) => user.id === legacyId),
  };
}

export const peopleErase = defineCommand({
  summary: "Erases a person's data and keeps them from coming back unless they are invited",
  explanation: [
    "Removes a person and erases their data: memberships, the invitations of their address, their row in the old",
    "user base, and everything personal in the profile. A tombstone with sub, tenant, origin and dates is left, and a",
    "digest of the address, so that neither this user nor a new one with the same address comes back unless an",
    "administrator writes a new invitation. The binding of the legacy id stays: it keeps the old password from",
    "working again. An erasure that was interrupted is finished by running it again. There is no way back.",
  ].join("\n"),
  words: { sub: "<sub>" },
  options: { yes: { explanation: "do not ask for confirmation" } },
  async perform({ words: { sub }, options }, { stage, terminal, clock, signal }) {
    const ports = {
      people: await stage.open("PeopleTable", operatorPeople),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      invitations: await stage.open("InvitationsTable", operatorInvitations),
      legacyUsers: await stage.open("LegacyUsersTable", operatorLegacyUsers),
    } satisfies ErasurePorts;
    const person = await ports.people.find(sub, signal);
    if (person.profile === undefined) throw noSuchPerson(sub);
    if (isErased(person)) return [`${sub} was erased already.`, ...poolReminder(person.profile, stage)];
    if (!options.yes) {
      const whose = person.profile.email ?? "no address";
      const answer = await terminal.ask(
        `Erase ${sub} (${whose}) in the stage ${stage.stage} for good? Type yes: `,
      );
      if (answer === undefined)
        throw new CommandError(
          "Nobody is there to confirm the erasure. Give --yes to erase without being asked.",
        );
      if (answer.trim() !== "yes") throw new CommandError("Nothing was erased.");
    }
    const erasure = await erase(ports, sub, { now: clock(), signal });
    return [
      ...describe(sub, erasure, await stage.nameOf("LegacyUsersTable")),
      ...poolReminder(person.profile, stage),
    ];
  },
});

function describe(sub: string, erasure: Erasure, legacyTable: string): readonly string[] {
  const { address, legacyId, memberships, invitations, legacyLogins } = erasure;
  return [
    `${sub} is erased.`,
    `Memberships deleted: ${listed(memberships)}. Invitations deleted: ${listed(invitations)}. ` +
      `Rows of the old user base deleted: ${listed(legacyLogins)}.`,
    address === undefined
      ? "The profile had no address, so a new user of the same person is not recognised."
      : "The address is excluded by its digest: only an invitation written from now on lets it in again.",
    ...(legacyId === undefined
      ? []
      : [`The binding of the legacy id ${legacyId} stays: it keeps the old password from working again.`]),
    ...(erasure.legacyRowMissing
      ? [
          `No row with this legacy id was found by address. If it is kept under another login, delete it from ${legacyTable}.`,
        ]
      : []),
    ...(erasure.foreignLegacyRow
      ? [
          "The old user base has a row under this address. It was left, because the address was never proven and the row may be somebody else's.",
        ]
      : []),
    "Tokens issued before live until they expire, after the stage's accessTokenMinutes at the latest.",
  ];
}

const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

/** Federated users bear a name that their provider gave them; of all others the name is the sub. */
function poolReminder({ sub, origin }: Profile, { stage, region }: Place): readonly string[] {
  const stack = `aws cloudformation describe-stacks --region ${region} --stack-name ${SERVICE}-${stage} --output text`;
  const pool = `POOL=$(${stack} --query "Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue")`;
  const users = `aws cognito-idp list-users --region ${region} --user-pool-id "$POOL" --output text`;
  const name = `NAME=$(${users} --filter 'sub = "${sub}"' --query "Users[0].Username")`;
  const remove = `aws cognito-idp admin-delete-user --region ${region} --user-pool-id "$POOL" --username`;
  return [
    "The user pool still holds the user, with the address and all attributes. Delete it there:",
    `  ${pool}`,
    ...(origin === "federation" ? [`  ${name}`, `  ${remove} "$NAME"`] : [`  ${remove} ${sub}`]),
  ];
}
