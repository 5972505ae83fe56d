import { attemptsTable } from "../../shared/attempts/attempts-table";
import { documentClient } from "../../shared/aws/dynamodb";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { openLegacySource } from "../../shared/legacy-users/source";
import { stageAccess } from "../../shared/runtime/stage-access";
import { trigger } from "../../shared/runtime/trigger";
import { createHandler } from "./handler";
import { readLegacyPasswords, verifyLegacyPassword } from "./legacy-passwords";
import { migrationPolicy } from "./migration-policy";

export const handler = trigger("user-migration", (settings) => {
  const client = documentClient();
  const legacy = openLegacySource({ settings, tables: client });
  const legacyPasswords = settings.read("LEGACY_PASSWORDS", readLegacyPasswords);
  return createHandler({
    legacyUsers: legacy.users,
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    attempts: attemptsTable(client, {
      table: settings.text("ATTEMPTS_TABLE"),
      key: settings.text("PSEUDONYM_KEY"),
      purpose: "migration",
    }),
    verify: async (candidate, stored, signal) =>
      verifyLegacyPassword(candidate, stored, legacyPasswords, await legacy.hashParameters(signal), signal),
    access: stageAccess(settings),
    policy: migrationPolicy(settings),
  });
});
