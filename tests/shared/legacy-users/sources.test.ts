import type { LegacyUsers } from "../../../shared/legacy-users/legacy-user";
import { startLegacyEndpoint } from "../../harness/legacy-endpoint";
import { openSource, patient, SECRET, startSecret } from "../../harness/legacy-source";
import { startTables } from "../../harness/tables";
import { ANY_CASE, AS_TYPED, expectedOf, PADDED, PEOPLE, UNPADDED } from "./people";
import { SQL_SOURCES, type SqlSource } from "./sql-sources";

const ALL = [...PEOPLE, PADDED];

interface Source {
  readonly users: LegacyUsers;
  stop(): Promise<unknown>;
}

async function dynamodb(): Promise<Source> {
  const tables = await startTables();
  await tables.put("LegacyUsersTable", ...ALL.map((person) => ({ ...person })), { ...ANY_CASE });
  const { users } = openSource({ kind: "dynamodb" }, { tables: tables.client });
  return { users, stop: tables.stop };
}

async function database({ start, source, createTable, insert }: SqlSource): Promise<Source> {
  const server = await start();
  await server.execute(createTable, ...ALL.map((person) => insert(person)), insert(ANY_CASE, AS_TYPED));
  const secret = await startSecret(server.secret);
  const { users } = openSource(source, { secret });
  return { users, stop: () => Promise.all([server.stop(), secret.stop()]) };
}

async function https(): Promise<Source> {
  const endpoint = await startLegacyEndpoint(({ body }) => {
    const person = [...ALL, ANY_CASE].find(({ login }) => login === body.login);
    if (person === undefined) return { status: 404, body: { found: false } };
    const { login: _, ...user } = person;
    return { status: 200, body: { found: true, user } };
  });
  const path = `ssm:/${SECRET}`;
  const secret = await startSecret({ token: "a-token", ca: endpoint.ca }, `/${SECRET}`);
  const { users } = openSource(
    { kind: "https", secret: path, url: endpoint.url },
    { secret, secrets: "parameter-store" },
  );
  return { users, stop: () => Promise.all([endpoint.stop(), secret.stop()]) };
}

describe.each([
  { kind: "dynamodb", start: dynamodb, isInstalled: true },
  { kind: "postgresql", start: () => database(SQL_SOURCES.postgresql), isInstalled: true },
  { kind: "mysql", start: () => database(SQL_SOURCES.mysql), isInstalled: SQL_SOURCES.mysql.isInstalled },
  { kind: "https", start: https, isInstalled: true },
])("a $kind source", ({ start, isInstalled }) => {
  const testHere = isInstalled ? test : test.skip;
  let source: Source | undefined;
  const find = (login: string) => source?.users.findByLogin(login, patient());
  if (isInstalled) {
    beforeAll(async () => {
      source = await start();
    });
    afterAll(() => source?.stop());
  }

  testHere.each(PEOPLE)("knows $login with all that there is", async (person) => {
    expect(await find(person.login)).toEqual(expectedOf(person));
  });

  testHere("leaves out the padding of fixed-width columns, but keeps the blanks of a salt", async () => {
    expect(await find(PADDED.login)).toEqual(expectedOf(UNPADDED));
  });

  testHere("finds a login whatever the case in which it was kept", async () => {
    expect(await find(ANY_CASE.login)).toEqual(expectedOf(ANY_CASE));
  });

  testHere.each([
    "nobody@legacy.example",
    "blaise@legacy.exampl",
    "blaise@legacy.example ",
    "%@legacy.example",
    "blaise_legacy.example",
    "' OR '1'='1",
    "' OR 1=1 -- ",
    "blaise@legacy.example' -- ",
    "blaise@legacy.example' #",
    "blaise@legacy.example\\",
    '" OR ""="',
    '\'; DROP TABLE "AuthUser"; --',
    "'; DELETE FROM `auth-user`; -- ",
    "' UNION SELECT NULL, NULL -- ",
    "$1",
    "?",
    "\\' OR 1=1 -- ",
    "*/ OR 1=1 /*",
  ])("knows nobody by the login %j", async (login) => {
    expect(await find(login)).toBeUndefined();
  });

  testHere("is as it was after all that", async () => {
    for (const person of PEOPLE) expect(await find(person.login)).toEqual(expectedOf(person));
  });
});
