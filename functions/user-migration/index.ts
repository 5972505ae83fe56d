import { attemptsTable } from "../../shared/attempts/attempts-table";
import { readThrottle } from "../../shared/attempts/throttle";
import { documentClient } from "../../shared/aws/dynamodb";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { openLegacySource } from "../../shared/legacy-users/source";
import { readPasswordPolicy } from "../../shared/password-policy";
import type { Settings } from "../../shared/runtime/settings";
import { stageAccess } from "../../shared/runtime/stage-access";
import { trigger } from "../../shared/runtime/trigger";
import { readCustomAttributes } from "./attributes";
import { createHandler, type MigrationPolicy } from "./handler";
import { judgeLegacyPassword, readLegacyPasswords } from "./legacy-passwords";

export const handler = trigger("user-migration", (settings) => {
  const client = documentClient();
  const legacy = openLegacySource({ settings, tables: client });
  const legacyPasswords = readLegacyPasswords(settings.json("LEGACY_PASSWORDS"));
  return createHandler({
    legacyUsers: legacy.users,
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    attempts: attemptsTable(client, {
      table: settings.text("ATTEMPTS_TABLE"),
      key: settings.text("PSEUDONYM_KEY"),
      purpose: "migration",
    }),
    verify: async (candidate, stored, signal) =>
      judgeLegacyPassword(candidate, stored, legacyPasswords, await legacy.hashParameters(signal), signal),
    access: stageAccess(settings),
    policy: migrationPolicy(settings),
  });
});

function migrationPolicy(settings: Settings): MigrationPolicy {
  return {
    passwords: readPasswordPolicy(settings),
    weakPasswords: settings.choice("WEAK_LEGACY_PASSWORDS", ["accept", "reset"]),
    legacyEmails: settings.choice("LEGACY_EMAILS", ["by-row", "verified"]),
    forgotPassword: settings.choice("LEGACY_FORGOT_PASSWORD", ["on", "off"]),
    customAttributes: readCustomAttributes(settings.list("CUSTOM_ATTRIBUTES", "none")),
    throttle: readThrottle(settings, "MIGRATION_THROTTLE"),
    floorMs: settings.integer("MIGRATION_FLOOR"),
  };
}
