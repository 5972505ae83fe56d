import { attemptsTable } from "../../shared/attempts/attempts-table";
import { readThrottle } from "../../shared/attempts/throttle";
import { documentClient } from "../../shared/aws/dynamodb";
import { legacyUsersTable } from "../../shared/legacy-users/legacy-users-table";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import type { Settings } from "../../shared/settings";
import { stageAccess } from "../../shared/stage-access";
import { trigger } from "../../shared/trigger";
import { readCustomAttributes } from "./attributes";
import { createHandler, type MigrationPolicy } from "./handler";
import { readRequires } from "./password-policy";
import { judgePassword } from "./passwords";

export const handler = trigger("user-migration", (settings) => {
  const client = documentClient();
  const ceilings = { bcryptCost: settings.integer("LEGACY_BCRYPT_MAX_COST") };
  return createHandler({
    legacyUsers: legacyUsersTable(client, settings.text("LEGACY_USERS_TABLE")),
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    attempts: attemptsTable(client, {
      table: settings.text("ATTEMPTS_TABLE"),
      key: settings.text("PSEUDONYM_KEY"),
      purpose: "migration",
    }),
    verify: (candidate, { ...stored }) => judgePassword(candidate, stored, { ceilings }),
    access: stageAccess(settings),
    policy: migrationPolicy(settings),
  });
});

function migrationPolicy(settings: Settings): MigrationPolicy {
  return {
    passwords: {
      minLength: settings.integer("PASSWORD_MIN_LENGTH"),
      requires: readRequires(settings.list("PASSWORD_REQUIRES", "none")),
    },
    weakPasswords: settings.choice("WEAK_LEGACY_PASSWORDS", ["accept", "reset"]),
    legacyEmails: settings.choice("LEGACY_EMAILS", ["by-row", "verified"]),
    customAttributes: readCustomAttributes(settings.list("CUSTOM_ATTRIBUTES", "none")),
    throttle: readThrottle(settings, "MIGRATION_THROTTLE"),
    floorMs: settings.integer("MIGRATION_FLOOR"),
  };
}
