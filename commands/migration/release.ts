import { readEmail } from "../../shared/email";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import type { Migration } from "../../shared/legacy-users/migrations-table";
import { type OperatorPeople, operatorPeopleTable } from "../../shared/people/operator-people-table";
import type { Profile } from "../../shared/people/person";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { refuseWithoutLegacyUsers } from "../legacy/other-source";
import { poolUserCommands } from "../people/pool-user";
import type { Place } from "../stage/place";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { type OperatorMigrations, operatorMigrations } from "../stores/operator-migrations";

export interface ReleasePorts {
  readonly migrations: Pick<OperatorMigrations, "find" | "release" | "bind">;
  readonly legacyUsers: LegacyUsers;
  readonly people: Pick<OperatorPeople, "find">;
}

export interface Release {
  readonly migration: Migration;
  /** The tombstone of the person; undefined if their first sign-in was not completed. */
  readonly tombstone: Profile | undefined;
}

/** Refused while the person exists, because otherwise one old user could become two people. */
export async function release(
  ports: ReleasePorts,
  word: string,
  { isDry, signal }: { readonly isDry: boolean; readonly signal: AbortSignal },
): Promise<Release> {
  const migration = await findMigration(ports, word, signal);
  const { profile } = await ports.people.find(migration.sub, signal);
  if (profile !== undefined && profile.status !== "removed") throw personExists(migration, profile);
  if (!isDry && !(await ports.migrations.release(migration)))
    throw new CommandError(
      `The legacy id ${migration.legacyId} was bound to another person in the meantime. Run the command again.`,
    );
  if (!isDry) await undoIfTheyCameBack(ports, migration, signal);
  return { migration, tombstone: profile };
}

/** A first sign-in binds the id before it writes the profile, so the release can fall between the two. */
async function undoIfTheyCameBack(
  { migrations, people }: ReleasePorts,
  migration: Migration,
  signal: AbortSignal,
): Promise<void> {
  const { profile } = await people.find(migration.sub, signal);
  if (profile === undefined || profile.status === "removed") return;
  await migrations.bind(migration, signal);
  throw personExists(migration, profile);
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
    `No person is bound to the legacy id ${legacyIds.join(" or ")}: there is nothing to release.` +
      (word.includes("@") ? " If the old system has ids of its own, give the id instead." : ""),
  );
}

/** An address may be the legacy id itself, or the login of a row with another legacy id. */
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

const personExists = ({ legacyId, sub, migratedAt }: Migration, { status }: Profile): CommandError =>
  new CommandError(
    `The legacy id ${legacyId} has been bound to ${sub} since ${migratedAt}. That person still exists (${status}), so releasing ` +
      `it could make two people of one old user. Erase the person first: npm run people:erase -- ${sub}`,
  );

export const command = defineCommand({
  summary: "Lets an old user move over again after their person was erased",
  explanation: [
    "Forgets which person an old user became, so that their old password, or a password reset, brings them over again.",
    "Until then a legacy id stays bound to its person even if that person is erased, so that the old password never works",
    "again. Nothing is released while the person exists: people:erase comes first. The legacy id is the user's id in the",
    "old system, or their address if that system had no ids; people:show shows it. An address is also looked up as a",
    "login in the LegacyUsers table. A stage for which serverless.yml says legacySource: none releases nothing.",
  ].join("\n"),
  args: { legacyId: "<legacy id | e-mail>" },
  options: { "dry-run": { explanation: "show to whom it is bound, and release nothing" } },
  async perform({ args: { legacyId }, options }, { stage, parameters, signal }) {
    refuseWithoutLegacyUsers(stage.stage, await parameters());
    const ports = {
      migrations: await stage.open("MigrationsTable", operatorMigrations),
      legacyUsers: await stage.open("LegacyUsersTable", operatorLegacyUsers),
      people: await stage.open("PeopleTable", operatorPeopleTable),
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
  `The legacy id ${legacyId} has been bound to ${sub} since ${migratedAt}.`,
  `${tombstone === undefined ? "There is no profile of this person" : "This person was removed"}, so it can be released. Nothing was changed.`,
];

const describe = (
  { migration: { legacyId, sub, migratedAt }, tombstone }: Release,
  place: Place,
): readonly string[] => [
  `The legacy id ${legacyId} is released. It had been bound to ${sub} since ${migratedAt}.`,
  "The old password works once more, and binds the legacy id to the person that this user then becomes.",
  ...(tombstone === undefined
    ? []
    : [
        "What people:erase did stays done. If it excluded the address, lift that with npm run people:lift-exclusion -- <e-mail>.",
        "If it deleted the row in the LegacyUsers table, import the row again.",
      ]),
  "If the user pool still has the previous user, sign-ins with the address go to that one. Delete the user there:",
  ...poolUserCommands("admin-delete-user", sub, place),
];
