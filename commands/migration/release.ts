import { readEmail } from "../../shared/email";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import type { Migration } from "../../shared/legacy-users/migrations-table";
import type { Profile } from "../../shared/people/person";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { poolUserCommands } from "../people/pool-user";
import type { Place } from "../stage/table-names";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { type OperatorMigrations, operatorMigrations } from "../stores/operator-migrations";
import { type OperatorPeople, operatorPeople } from "../stores/operator-people";

export interface ReleasePorts {
  readonly migrations: Pick<OperatorMigrations, "find" | "release" | "bind">;
  readonly legacyUsers: LegacyUsers;
  readonly people: Pick<OperatorPeople, "find">;
}

export interface Release {
  readonly migration: Migration;
  /** What is left of the person; nothing, if their first sign-in did not finish. */
  readonly tombstone: Profile | undefined;
}

/** Only of somebody who is no more, because otherwise one old user could become two people. */
export async function release(
  ports: ReleasePorts,
  word: string,
  { isDry, signal }: { readonly isDry: boolean; readonly signal: AbortSignal },
): Promise<Release> {
  const migration = await findMigration(ports, word, signal);
  const { profile } = await ports.people.find(migration.sub, signal);
  if (profile !== undefined && profile.status !== "removed") throw stillThere(migration, profile);
  if (!isDry && !(await ports.migrations.release(migration)))
    throw new CommandError(
      `The legacy id ${migration.legacyId} was bound anew in the meantime. Run the command again.`,
    );
  if (!isDry) await takeBackIfTheyCame(ports, migration, signal);
  return { migration, tombstone: profile };
}

/** A first sign-in binds the id before it writes the profile, so that this may have come in between. */
async function takeBackIfTheyCame(
  { migrations, people }: ReleasePorts,
  migration: Migration,
  signal: AbortSignal,
): Promise<void> {
  const { profile } = await people.find(migration.sub, signal);
  if (profile === undefined || profile.status === "removed") return;
  await migrations.bind(migration, signal);
  throw stillThere(migration, profile);
}

async function findMigration(
  { migrations, legacyUsers }: ReleasePorts,
  word: string,
  signal: AbortSignal,
): Promise<Migration> {
  const legacyIds = await legacyIdsOf(word, legacyUsers, signal);
  for (const legacyId of legacyIds) {
    const migration = await migrations.find(legacyId, signal);
    if (migration !== undefined) return migration;
  }
  throw new CommandError(
    `Nobody is bound to the legacy id ${legacyIds.join(" or ")}: there is nothing to release.` +
      (word.includes("@") ? " Where the old system has ids of its own, give the id instead." : ""),
  );
}

/** An address may be the legacy id itself, or the login of a row that has another one. */
async function legacyIdsOf(
  word: string,
  legacyUsers: LegacyUsers,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const email = readEmail(word);
  if (email === undefined) return [word];
  const user = await legacyUsers.findByLogin(email.address, signal);
  return [...new Set([word, user?.id ?? email.address])];
}

const stillThere = ({ legacyId, sub, migratedAt }: Migration, { status }: Profile): CommandError =>
  new CommandError(
    `The legacy id ${legacyId} is bound to ${sub} since ${migratedAt}, and stays so while this person is there (${status}): ` +
      `one old user would become two people. Erase the person first: npm run people:erase -- ${sub}`,
  );

export const migrationRelease = defineCommand({
  summary: "Lets an old user whose person was erased move over once more",
  explanation: [
    "Forgets which person an old user became, so that their old password, or a forgotten one, brings them over once more.",
    "Until then a legacy id is bound to its person for good, also when that is erased: an old password stays dead. While",
    "the person is there, nothing is released; people:erase comes first. The legacy id is what identifies the user in the",
    "old system, or their address where that had no ids; people:show shows it. An address is also looked up as a login in",
    "the LegacyUsers table.",
  ].join("\n"),
  words: { legacyId: "<legacy id | e-mail>" },
  options: { "dry-run": { explanation: "show what it is bound to, and release nothing" } },
  async perform({ words: { legacyId }, options }, { stage, signal }) {
    const ports = {
      migrations: await stage.open("MigrationsTable", operatorMigrations),
      legacyUsers: await stage.open("LegacyUsersTable", operatorLegacyUsers),
      people: await stage.open("PeopleTable", operatorPeople),
    } satisfies ReleasePorts;
    const isDry = options["dry-run"];
    const released = await release(ports, legacyId, { isDry, signal });
    return isDry ? describeBinding(released) : describe(released, stage);
  },
});

const describeBinding = ({
  migration: { legacyId, sub, migratedAt },
  tombstone,
}: Release): readonly string[] => [
  `The legacy id ${legacyId} is bound to ${sub} since ${migratedAt}.`,
  `${tombstone === undefined ? "There is no profile of this person" : "This person was removed"}: it can be released. Nothing was.`,
];

const describe = (
  { migration: { legacyId, sub, migratedAt }, tombstone }: Release,
  place: Place,
): readonly string[] => [
  `The legacy id ${legacyId} is released; it was bound to ${sub} since ${migratedAt}.`,
  "The old password lets this user in once more, and binds the legacy id to whom they become.",
  ...(tombstone === undefined
    ? []
    : [
        "What people:erase took stays away: if it has excluded the address, let that in with npm run people:restore -- <e-mail>;",
        "if it has deleted the row in the LegacyUsers table, import that again.",
      ]),
  "If the user pool still holds the old user, their address leads to that one. Delete it there:",
  ...poolUserCommands("admin-delete-user", sub, place),
];
