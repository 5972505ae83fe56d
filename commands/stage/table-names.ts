import { CommandError } from "../cli/errors";
import type { Place } from "./place";

export const SERVICE = "cognito-triggers";

/**
 * The tables that commands look for, by logical id, each with the environment variable that decides its name. Only
 * `stack:recover` looks for ItemsTable.
 */
export const TABLE_VARIABLES = {
  PeopleTable: "PEOPLE_TABLE",
  TenantsTable: "TENANTS_TABLE",
  InvitationsTable: "INVITATIONS_TABLE",
  AuditTable: "AUDIT_TABLE",
  MigrationsTable: "MIGRATIONS_TABLE",
  LegacyUsersTable: "LEGACY_USERS_TABLE",
  ItemsTable: "ITEMS_TABLE",
} as const;

export type TableId = keyof typeof TABLE_VARIABLES;

export const isTableId = (id: string): id is TableId => Object.hasOwn(TABLE_VARIABLES, id);

/** CloudFormation appends a random suffix to a logical id; a local edition does not. */
export function tablesNamed(id: TableId, place: Place, existing: readonly string[]): readonly string[] {
  const isIts = new RegExp(`^${nameIn(place, id)}(-[A-Za-z0-9]+)?$`);
  return existing.filter((candidate) => isIts.test(candidate)).sort();
}

/** Undefined, if there is none. */
export function findTable(id: TableId, place: Place, existing: readonly string[]): string | undefined {
  const [found, ...others] = tablesNamed(id, place, existing);
  if (others.length > 0)
    throw new CommandError(
      `There are several tables for ${id} of the stage ${place.stage}: ${[found, ...others].join(", ")}. ` +
        `One of them may be left over from an earlier stack; name the right one in ${TABLE_VARIABLES[id]}.`,
    );
  return found;
}

export function chooseTable(id: TableId, place: Place, existing: readonly string[]): string {
  const found = findTable(id, place, existing);
  if (found === undefined) throw new CommandError(noSuchTable(nameIn(place, id), place));
  return found;
}

export const stackOf = ({ stage }: Pick<Place, "stage">): string => `${SERVICE}-${stage}`;

const nameIn = (place: Place, id: TableId): string => `${stackOf(place)}-${id}`;

const noSuchTable = (name: string, { stage, region, endpoint }: Place): string =>
  endpoint === undefined
    ? `There is no table ${name}-… in ${region}. Choose another stage or region with --stage and --region, or deploy ` +
      `this one with: npm run deploy -- --stage ${stage} --region ${region}`
    : `There is no table ${name} at ${endpoint} (region ${region}). Choose another stage with --stage, or ` +
      "start this one with npm start.";
