import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { ask, verdictOf } from "../../functions/api/visitor";
import { startLegacyEndpoint } from "../../harness/legacy-endpoint";
import { SECRET } from "../../harness/legacy-source";
import { asArguments, packageService } from "../../infra/packaged-stages";
import type { Person } from "../../shared/legacy-users/people";
import { SQL_SOURCES } from "../../shared/legacy-users/sql-sources";
import { createEditionFolder, startKeptEdition, type TestEdition } from "./start-test-edition";
import { claimsOf } from "./visitor";

const PASSWORD = "Pascaline-1642";
const PEPPER = "kept beside the database";
const SALT = "NaCl";

const personOf = (name: string): Person => ({
  login: `${name}@legacy.example`,
  legacyId: String(4711 + name.length),
  hash: createHash("sha256").update(`${SALT}${PASSWORD}${PEPPER}`).digest("hex"),
  salt: SALT,
  disabled: false,
  emailVerified: true,
  tenantId: "acme",
  role: "member",
  attributes: { name: "Blaise Pascal 🌱" },
});
const BLAISE = personOf("blaise");
const JACQUELINE = personOf("jacqueline");

/** An old system, and what a stage is told of it. */
interface OldSystem {
  readonly source: Readonly<Record<string, unknown>>;
  readonly secret: Readonly<Record<string, unknown>>;
  stop(): Promise<unknown>;
}

async function database(kind: "postgresql" | "mysql"): Promise<OldSystem> {
  const { start, source, createTable, insert } = SQL_SOURCES[kind];
  const server = await start();
  await server.execute(createTable, insert(BLAISE), insert(JACQUELINE));
  return { source, secret: { ...server.secret, passwords: { pepper: PEPPER } }, stop: server.stop };
}

async function endpoint(): Promise<OldSystem> {
  const server = await startLegacyEndpoint(({ body }) => {
    const person = [BLAISE, JACQUELINE].find(({ login }) => login === body.login);
    if (person === undefined) return { status: 404, body: { found: false } };
    const { hash: _, salt: __, ...user } = person;
    return { status: 200, body: { found: true, user, passwordIsRight: body.password === PASSWORD } };
  });
  return {
    source: { kind: "https", secret: SECRET, url: server.url, verifies: true },
    secret: { token: "a-token", ca: server.ca },
    stop: server.stop,
  };
}

describe.each([
  { kind: "postgresql", start: () => database("postgresql"), isInstalled: true },
  { kind: "mysql", start: () => database("mysql"), isInstalled: SQL_SOURCES.mysql.isInstalled },
  { kind: "https", start: endpoint, isInstalled: true },
])("a stage whose old users are in a $kind source", ({ start, isInstalled }) => {
  const testHere = isInstalled ? test : test.skip;
  let old: OldSystem;
  let folder: ReturnType<typeof createEditionFolder>;
  let visited: TestEdition | undefined;
  const edition = () => {
    if (visited === undefined) throw new Error("the edition has not started");
    return visited;
  };

  if (isInstalled) {
    beforeAll(async () => {
      old = await start();
      const parameters = {
        signUpPolicy: "open",
        legacySource: old.source,
        legacyPasswords: { scheme: "sha256(salt+password+pepper)" },
        legacyVpc: { subnetIds: ["subnet-0a1b"], securityGroupIds: ["sg-2c3d"] },
      };
      folder = createEditionFolder(await packageService("--stage", "dev", ...asArguments(parameters)));
    });
    afterAll(async () => {
      await visited?.stop();
      folder.remove();
      await old.stop();
    });
  }

  const post = (route: string, body: object) => ask(edition(), `POST /auth/${route}`, { body });

  testHere("does not start without the secret, and names it", async () => {
    await expect(startKeptEdition(folder)).rejects.toThrow(
      `the secret ${SECRET}, which the functions read, is not in ${path.join(folder.folder, "secrets.json")}`,
    );
  });

  testHere("starts with it, and tells that the network is not imitated", async () => {
    writeFileSync(path.join(folder.folder, "secrets.json"), JSON.stringify({ [SECRET]: old.secret }));
    visited = await startKeptEdition(folder);
    expect(visited.edition.stack.notes).toContain("networks of functions");
  });

  testHere("keeps an address of somebody who has not moved over from others", async () => {
    const signUp = (email: string) => post("sign-up", { email, password: "Another-Password-1" });
    expect(verdictOf(await signUp(JACQUELINE.login))).toBe("409 account-exists");
    expect(verdictOf(await signUp("nobody@legacy.example"))).toBe("201");
  });

  testHere("brings nobody over with a wrong password", async () => {
    const answer = await post("sign-in", { email: BLAISE.login, password: `${PASSWORD}!` });
    expect(verdictOf(answer)).toBe("401 wrong-credentials");
    expect(await edition().tables.all("MigrationsTable")).toEqual([]);
  });

  testHere("brings somebody over with the right one, whole and once", async () => {
    const answer = await post("sign-in", { email: BLAISE.login.toUpperCase(), password: PASSWORD });
    expect(verdictOf(answer)).toBe("200");
    const { idToken, accessToken } = answer.body as { idToken: string; accessToken: string };
    const { id } = await claimsOf(edition(), { IdToken: idToken, AccessToken: accessToken });
    expect(id).toMatchObject({
      email_verified: true,
      name: "Blaise Pascal 🌱",
      "custom:tenant_id": "acme",
      "custom:role": "member",
    });
    expect(await edition().tables.all("MigrationsTable")).toEqual([
      { legacyId: BLAISE.legacyId, sub: id.sub, migratedAt: expect.any(String) },
    ]);
  });

  testHere("shows neither password nor secret in what it keeps of the functions", async () => {
    const shown = await (await fetch(`${edition().edition.poolUrl}/invocations`)).text();
    expect(shown).toContain("UserMigration_Authentication");
    for (const kept of [PASSWORD, PEPPER, "a-token", "the reader's"]) expect(shown).not.toContain(kept);
  });
});
