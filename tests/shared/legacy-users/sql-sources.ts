import {
  INSTALLED,
  type LegacyDatabase,
  startMariadb,
  startPostgresql,
} from "../../harness/legacy-databases";
import { SECRET } from "../../harness/legacy-source";
import type { Person } from "./people";

/** The table of an old system in one database, and what the stage is told of it. */
export interface SqlSource {
  readonly start: () => Promise<LegacyDatabase>;
  readonly isInstalled: boolean;
  readonly source: Readonly<Record<string, unknown>> & {
    readonly columns: Readonly<Record<string, unknown>>;
  };
  readonly createTable: string;
  insert(person: Person, login?: string): string;
}

/** PGlite has no TLS. */
const tls = INSTALLED.postgresql ? "on" : "off";

const literal = (value: string | number | undefined): string => {
  if (value === undefined) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
};
const valuesOf = (...values: (string | number | undefined)[]) => values.map(literal).join(", ");

const common = ({ hash, scheme, salt, parameters = {}, tenantId, role, attributes = {} }: Person) =>
  valuesOf(
    hash,
    salt,
    scheme,
    parameters.iterations,
    parameters.digest,
    tenantId,
    role,
    attributes.name,
    attributes.birthdate,
    attributes.locale,
  );

const parameters = { iterations: "rounds", digest: "digest" };
const attributes = { name: "full name", birthdate: "born", locale: "lang" };

/** Types and names as different as ordinary tables have them. */
export const SQL_SOURCES: Readonly<Record<"postgresql" | "mysql", SqlSource>> = {
  postgresql: {
    start: startPostgresql,
    isInstalled: true,
    source: {
      kind: "postgresql",
      secret: SECRET,
      table: "public.AuthUser",
      tls,
      columns: {
        login: "Email",
        id: "id",
        hash: "password",
        salt: "salt",
        scheme: "algorithm",
        enabled: "is_active",
        emailVerified: "confirmed_at",
        tenantId: "organisation",
        role: "role",
        parameters,
        attributes,
      },
    },
    createTable: `CREATE TABLE "AuthUser" ("Email" varchar(200), id integer, is_active boolean, confirmed_at timestamptz,
      password char(200), salt text, algorithm text, rounds integer, digest varchar(9), organisation text, role text,
      "full name" text, born date, lang char(5))`,
    insert: (person, login = person.login) =>
      `INSERT INTO "AuthUser" VALUES (${valuesOf(login, person.legacyId)}, ${person.disabled !== true},
        ${person.emailVerified ? "now()" : "NULL"}, ${common(person)})`,
  },
  mysql: {
    start: startMariadb,
    isInstalled: INSTALLED.mysql,
    source: {
      kind: "mysql",
      secret: SECRET,
      table: "auth-user",
      bytes: "text",
      columns: {
        login: "email",
        id: "id",
        hash: "password",
        salt: "salt",
        scheme: "algorithm",
        disabled: { column: "status", is: "blocked" },
        emailVerified: "confirmed",
        tenantId: "organisation",
        role: "role",
        parameters,
        attributes,
      },
    },
    createTable: `CREATE TABLE \`auth-user\` (email varchar(200), id bigint unsigned, status enum('active', 'blocked'),
      confirmed bit(1), password varbinary(200), salt tinyblob, algorithm text, rounds int, digest char(9), organisation text,
      role varchar(9), \`full name\` text, born date, lang char(5)) COLLATE utf8mb4_bin`,
    insert: (person, login = person.login) =>
      `INSERT INTO \`auth-user\` VALUES (${valuesOf(login, person.legacyId)},
        ${valuesOf(person.disabled === undefined ? undefined : person.disabled ? "blocked" : "active")},
        ${person.emailVerified ? "b'1'" : "b'0'"}, ${common(person).replaceAll("\\", "\\\\")})`,
  },
};
