import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AdminGetUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { NOT_MIGRATED } from "../../docs/generators/log-meanings";
import { INSTALLED, type LegacyDatabase, startMariadb, startPostgresql } from "../harness/legacy-databases";
import { parametersOfDev } from "../harness/packaged-service";
import { runCommand } from "../harness/run-command";
import { asArguments, packageService } from "../infra/packaged-stages";
import { createEditionFolder, startKeptEdition, type TestEdition } from "../local/edition/start-test-edition";
import { signIn as signInToPool } from "../local/edition/visitor";
import { blocksIn, codeIn, readGuide, rowsIn, sectionOf } from "./guide-sections";
import { ASPNET, OLD_PASSWORD, OLD_SYSTEMS, type OldSystem } from "./old-systems";

// It is the framework's own.
const yaml: { load(text: string): Parameters } = require("js-yaml");

interface Parameters {
  readonly legacySource: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

const GUIDE = readGuide("migrating-users.md");
const EXAMPLES = Object.entries(OLD_SYSTEMS);

let databases: Partial<Record<OldSystem["kind"], LegacyDatabase>> = {};
beforeAll(async () => {
  databases = {
    postgresql: await startPostgresql(),
    ...(INSTALLED.mysql && { mysql: await startMariadb() }),
  };
});
afterAll(async () => {
  for (const database of Object.values(databases)) await database.stop();
});

/** The stage that the parameters make, with what is in its file of secrets. */
async function startStage(parameters: object, secrets: object): Promise<TestEdition> {
  const created = createEditionFolder(
    await packageService("--stage", "dev", ...asArguments({ ...parameters })),
  );
  try {
    writeFileSync(path.join(created.folder, "secrets.json"), JSON.stringify(secrets));
    const visited = await startKeptEdition(created);
    return {
      ...visited,
      async stop() {
        await visited.stop();
        created.remove();
      },
    };
  } catch (error) {
    created.remove();
    throw error;
  }
}

/** As the guide says it: its parameters, its secret with the address of this database, and its statements in the database. */
async function startExample(heading: string, system: OldSystem): Promise<TestEdition> {
  const database = databases[system.kind];
  if (database === undefined) throw new Error(`there is no ${system.kind}`);
  const section = sectionOf(GUIDE, heading);
  const [written = "", ...others] = blocksIn(section, "yaml");
  const [secret = ""] = blocksIn(section, "json");
  expect(others).toEqual([]);
  const { legacySource, ...parameters } = yaml.load(written);
  // What stands in for PostgreSQL has no TLS.
  const source = INSTALLED[system.kind] ? legacySource : { ...legacySource, tls: "off" };
  await database.execute(...system.statements, ...blocksIn(section, "sql"));
  return startStage(
    { ...parameters, legacySource: source },
    { [String(legacySource.secret)]: { ...JSON.parse(secret), ...database.secret } },
  );
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function send({ edition }: TestEdition, route: string, body: object): Promise<Answer> {
  const response = await fetch(`${edition.apiUrl}${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

const signIn = (visited: TestEdition, email: string, password = OLD_PASSWORD) =>
  send(visited, "/auth/sign-in", { email, password });

async function profileOf({ edition }: TestEdition, accessToken: unknown): Promise<unknown> {
  const response = await fetch(`${edition.apiUrl}/profile`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return response.json();
}

async function attributesOf({ client, edition }: TestEdition, email: string) {
  const { UserAttributes = [] } = await client.send(
    new AdminGetUserCommand({ UserPoolId: edition.stack.pool.id, Username: email }),
  );
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

const lastMigration = ({ edition }: TestEdition) =>
  edition.lambda.invocations.findLast(({ functionName }) => functionName.endsWith("user-migration"));

const REFUSED = { status: 401, body: { code: "wrong-credentials" } };

test("there is an example of every old system, and of no other", () => {
  const headings = [...sectionOf(GUIDE, "Examples").matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(Object.keys(OLD_SYSTEMS));
});

test("the examples sign in as the guide does", () => {
  const [, body = ""] = /-d '(\{.*?\})'/s.exec(sectionOf(GUIDE, "Rehearse")) ?? [];
  const { password, email } = JSON.parse(body);
  expect(password).toBe(OLD_PASSWORD);
  for (const [, { people }] of EXAMPLES) expect(people.map((person) => person.email)).toContain(email);
});

const TRIED = EXAMPLES.filter(([, { kind }]) => kind === "postgresql" || INSTALLED.mysql);

describe.each(TRIED)("%s", (heading, system) => {
  let visited: TestEdition;
  beforeAll(async () => {
    visited = await startExample(heading, system);
    // The check of an old password is long work on a busy computer. A cold start need not come on top of it.
    await signIn(visited, "nobody@acme.example");
  });
  afterAll(() => visited?.stop());

  test("nobody can take the address of somebody who has not moved over", async () => {
    for (const { email } of system.people)
      expect(await send(visited, "/auth/sign-up", { email, password: "Another-Engine-1844" })).toMatchObject({
        body: { code: "account-exists" },
      });
  });

  test("with the old password, people get tokens and their profile, and with another one nothing", async () => {
    for (const { email, attributes } of system.people) {
      expect(await signIn(visited, email, "another password")).toMatchObject(REFUSED);
      const { status, body } = await signIn(visited, email);
      expect({ email, status }).toEqual({ email, status: 200 });
      expect(await profileOf(visited, body.accessToken)).toMatchObject({
        email,
        emailVerified: true,
        tenantId: "acme",
      });
      expect(await attributesOf(visited, email)).toMatchObject(attributes);
    }
  });

  const { disabled } = system;
  if (disabled !== undefined)
    test("whom the old system keeps out stays out", async () => {
      expect(await signIn(visited, disabled)).toMatchObject(REFUSED);
      expect(lastMigration(visited)?.log).toContainEqual(expect.objectContaining({ reason: "disabled" }));
    });
});

describe("beside the examples", () => {
  let visited: TestEdition;
  beforeAll(async () => {
    visited = await startStage({}, {});
  });
  afterAll(() => visited?.stop());

  test("what SQL Server has exported is imported as the guide does it, and moves over", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "export-"));
    try {
      writeFileSync(
        path.join(folder, "users.csv"),
        `Id,UserName,Email,EmailConfirmed,PasswordHash,LockoutEnd\r\n4711,ada,Ada@acme.example,1,${ASPNET},\r\n`,
      );
      const [line = ""] = blocksIn(sectionOf(GUIDE, "ASP.NET Identity"), "sh");
      const words = line
        .trim()
        .replace(/^npm run /, "")
        .replace(" -- users.csv", ` ${folder}/users.csv`)
        .split(" ");
      expect(words.at(-1)).toBe("--dry-run");
      expect(await runOperators(visited, words)).toMatch(/^1 of 1 rows can be imported/);
      expect(await runOperators(visited, words.slice(0, -1))).toMatch(/^1 of 1 rows imported/);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(await signIn(visited, "ada@acme.example")).toMatchObject({ status: 200 });
    expect(await attributesOf(visited, "ada@acme.example")).toMatchObject({
      "custom:legacy_id": "4711",
      email_verified: "true",
    });
  });

  test("a user name is refused like a wrong password, without a look at the old system", async () => {
    await expect(signInToPool(visited, "ada", OLD_PASSWORD)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect(lastMigration(visited)?.log).toContainEqual(expect.objectContaining({ reason: "not-an-email" }));
  });

  test("a client that uses SRP never gets as far as the migration", async () => {
    visited.newSources();
    await visited.client.send(
      new InitiateAuthCommand({
        ClientId: visited.webClient,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: "grace@acme.example", SRP_A: "abcdef" },
      }),
    );
    expect(visited.newSources()).not.toContain("UserMigration_Authentication");
  });
});

/** What a command prints about the stage dev of this edition. */
async function runOperators({ edition }: TestEdition, words: readonly string[]): Promise<string> {
  const result = await runCommand([...words, "--endpoint", edition.tables.endpoint], {
    readParameters: parametersOfDev,
  });
  expect(result).toMatchObject({ code: 0 });
  return result.out;
}

test("the guide explains every reason that the migration has", () => {
  // The guide says of these, below its table, that the stage itself refuses.
  const ofTheStage = ["stage-closed", "client-not-allowed"];
  const reasons = Object.keys(NOT_MIGRATED).filter((reason) => !ofTheStage.includes(reason));
  const explained = rowsIn(sectionOf(GUIDE, "Watch")).flatMap(([cell = ""]) => codeIn(cell));
  expect(explained.sort()).toEqual(reasons.sort());
});
