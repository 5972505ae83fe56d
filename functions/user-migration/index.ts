import { documentClient } from "../../shared/aws/dynamodb";
import { FaultError } from "../../shared/errors";
import { legacyUsersTable } from "../../shared/legacy-users/legacy-users-table";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import type { Settings } from "../../shared/settings";
import { stageAccess } from "../../shared/stage-access";
import { trigger } from "../../shared/trigger";
import { readCustomAttributes } from "./attributes";
import { equalEffort } from "./equal-effort";
import { createHandler, type MigrationPolicy } from "./handler";
import { readRequires } from "./password-policy";

export const handler = trigger("user-migration", (settings) => {
  const client = documentClient();
  return createHandler({
    legacyUsers: legacyUsersTable(client, settings.text("LEGACY_USERS_TABLE")),
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    verify: equalEffort(bcryptCost(settings, "LEGACY_BCRYPT_COST"), {
      bcryptCost: bcryptCost(settings, "LEGACY_BCRYPT_MAX_COST"),
    }),
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
  };
}

/** At 15 a verification outlasts Cognito's five seconds on any memory size. */
function bcryptCost(settings: Settings, name: string): number {
  const cost = settings.integer(name);
  if (cost < 4 || cost > 15) throw new FaultError(`${name} is not between 4 and 15`);
  return cost;
}
