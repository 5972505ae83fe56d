import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark } from "../../../shared/people/marks";
import { changeAt } from "../../harness/change-context";
import { answerError } from "../../harness/faulty-tables";
import { ACME, GLOBEX, invitation, provider } from "../../harness/people";
import { startProxy } from "../../harness/proxy";
import { runCommand } from "../../harness/run-command";
import { startServer } from "../../harness/server";
import {
  identityProvider,
  settings,
  startPool,
  type TestPool,
  WEB,
  webClient,
} from "../../local/pool/test-pool";
import { type LocalStage, nameOf, startLocalStage } from "../harness/local-stage";
import { putUser } from "../harness/pool-users";
import { provision } from "../harness/provision";

const GOOGLE = identityProvider({
  name: "Google",
  type: "Google",
  attributeMapping: { email: "email", email_verified: "email_verified" },
});
const PROVEN = { email_verified: "true" };
const PUBLIC = { ...ACME, id: "tenant#public", name: "Everybody" };

let folder: string;
let stage: LocalStage;
let pool: TestPool;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "import-"));
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, PUBLIC);
  pool = await startPool({
    settings: { name: "cognito-triggers-dev", identityProviders: [GOOGLE] },
    clients: [
      webClient({ oauthFlows: ["code"], oauthScopes: ["openid"], identityProviders: ["COGNITO", "Google"] }),
    ],
  });
});
afterEach(async () => {
  await Promise.all([stage.stop(), pool.stop()]);
  rmSync(folder, { recursive: true });
});

const file = (name: string) => path.join(folder, name);
const write = (...lines: string[]): string => {
  writeFileSync(file("people.csv"), lines.map((line) => `${line}\n`).join(""));
  return file("people.csv");
};
const run = (...words: string[]) => stage.run("people:import", ...words, "--pool-endpoint", pool.endpoint);
const reasons = (): string[] =>
  existsSync(file("people.csv.errors.jsonl"))
    ? readFileSync(file("people.csv.errors.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ line, reason }) => `${line}: ${reason}`)
    : [];
const itemsOf = async (sub: string) => (await stage.all("PeopleTable")).filter((item) => item.sub === sub);
const memberships = async (sub: string) =>
  (await itemsOf(sub))
    .filter(({ item }) => item !== "profile")
    .map(({ tenantId, role, status }) => `${tenantId} ${role} ${status}`);
const profileOf = async (sub: string) => (await itemsOf(sub)).find(({ item }) => item === "profile");
const imported = (rows: string) => `${rows} rows imported into ${nameOf("PeopleTable")}.`;
const failures = (counts: string) => `${counts} See ${file("people.csv.errors.jsonl")}`;

async function federate(subject: string, email: string): Promise<void> {
  const response = await fetch(`${pool.endpoint}/local/federated-sign-in`, {
    method: "POST",
    body: JSON.stringify({
      clientId: WEB,
      provider: "Google",
      subject,
      attributes: { email, email_verified: "true" },
    }),
  });
  expect(response.ok).toBe(true);
}

async function federated(subject: string, email: string): Promise<string> {
  await federate(subject, email);
  const { UserAttributes = [] } = await pool.client.send(
    new AdminGetUserCommand({ UserPoolId: settings().id, Username: `Google_${subject}` }),
  );
  return UserAttributes.find(({ Name }) => Name === "sub")?.Value ?? "";
}

describe("people:import", () => {
  test("writes people by sub and by address, as the triggers write them", async () => {
    const ada = await putUser(pool, "Ada@Acme.example", { ...PROVEN, name: "Ada Lovelace" });
    const bea = await putUser(pool, "bea@acme.example", {});
    await putUser(pool, "eve@acme.example", PROVEN);
    const rows = write(
      "email,sub,tenantId,role,name,locale,city",
      "ada@ACME.example,,acme,admin,Somebody,en,London",
      `,${bea},globex,,Bea,de-CH,Basel`,
    );
    expect(await run(rows)).toEqual({
      code: 0,
      out: [
        imported("2 of 2"),
        "Columns that hold no field and were ignored: city",
        "Users of the pool whom no row means: 1. Unless they are in the tables already or invited, they get no token " +
          "without a proven address in the domain of a tenant (signUpPolicy: domain).",
      ].join("\n"),
      err: "",
    });
    expect(await itemsOf(ada)).toEqual([
      {
        sub: ada,
        item: "profile",
        status: "active",
        activeTenant: "acme",
        joined: { tenantId: "acme", role: "admin", since: stage.now.toISOString() },
        origin: "admin",
        createdAt: stage.now.toISOString(),
        email: "ada@acme.example",
        emailVerified: true,
        addresses: new Set(["ada@acme.example"]),
        provenAddresses: new Set(["ada@acme.example"]),
        name: "Ada Lovelace",
        locale: "en",
      },
      expect.objectContaining({
        item: "tenant#acme",
        role: "admin",
        status: "active",
        name: "Ada Lovelace",
        email: "ada@acme.example",
        invitedBy: { kind: "command", id: "people:import" },
      }),
    ]);
    expect(await profileOf(bea)).toMatchObject({ name: "Bea", locale: "de-CH", emailVerified: false });
    expect(await memberships(bea)).toEqual(["globex viewer active"]);
    expect(await stage.holders()).toHaveLength(2);
    expect(existsSync(file("people.csv.checkpoint"))).toBe(false);
    expect((await stage.run("people:show", ada)).out).toContain(
      `acme as admin since ${stage.now.toISOString()}, let in by the command people:import\n`,
    );
  });

  test("says who is not meant by the file, and nothing where all are", async () => {
    await putUser(pool, "ada@acme.example", PROVEN);
    const rows = write("email,tenantId", "ada@acme.example,acme");
    expect((await run(rows)).out).toBe(imported("1 of 1"));
    await putUser(pool, "eve@acme.example", PROVEN);
    stage.parameters = async () => ({ signUpPolicy: "open", publicTenant: "public" });
    expect((await run(rows)).out.split("\n")).toEqual([
      imported("0 of 1"),
      "There already: 1.",
      "Users of the pool whom no row means: 1. Unless they have a place already, they get one in the tenant of their " +
        "domain or in public (signUpPolicy: open).",
    ]);
  });

  test("imported again, writes nothing", async () => {
    await putUser(pool, "ada@acme.example", PROVEN);
    const rows = write("email,tenantId,role", "ada@acme.example,acme,admin", "ada@acme.example,globex,");
    expect((await run(rows)).out).toBe(imported("2 of 2"));
    const before = await stage.all("PeopleTable");
    expect(await run(rows)).toEqual({ code: 0, out: `${imported("0 of 2")}\nThere already: 2.`, err: "" });
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("with --dry-run says the same and writes nothing", async () => {
    await putUser(pool, "ada@acme.example", PROVEN);
    const rows = write(
      "email,tenantId,role",
      "ada@acme.example,acme,admin",
      "ada@acme.example,globex,",
      "ada@acme.example,acme,admin",
      "ada@acme.example,acme,viewer",
      "nobody@acme.example,acme,",
    );
    expect(await run(rows, "--dry-run")).toEqual({
      code: 1,
      out: [
        "2 of 5 rows can be imported. Nothing was written.",
        "There already: 1.",
        failures("Malformed: 0. Not found in the pool: 1. Refused: 1."),
      ].join("\n"),
      err: "",
    });
    expect(reasons()).toEqual([
      "6: the pool has no user with this address",
      "5: line 2 makes the person a member of the tenant in another role",
    ]);
    expect(await stage.all("PeopleTable")).toEqual([]);
    expect((await run(rows)).out.split("\n").slice(0, 2)).toEqual([imported("2 of 5"), "There already: 1."]);
    expect(reasons()[0]).toMatch(/^5: the person is a member of the tenant already, in another role/);
  });

  test("gives somebody who has a profile the further membership, and leaves the rest", async () => {
    const ada = await putUser(pool, "ada@acme.example", PROVEN);
    await provision(stage, { sub: ada, policy: "open" });
    expect(await memberships(ada)).toEqual(["public viewer active"]);
    await run(write("sub,tenantId,role", `${ada},globex,admin`));
    expect((await memberships(ada)).sort()).toEqual(["globex admin active", "public viewer active"]);
    // The public tenant is for those who belong to no other.
    expect(await profileOf(ada)).toMatchObject({ activeTenant: "globex", name: "Ada Lovelace" });
    await run(write("sub,tenantId,role", `${ada},acme,admin`));
    expect(await profileOf(ada)).toMatchObject({ activeTenant: "globex" });
    await run(write("sub,tenantId,role", `${ada},globex,viewer`));
    expect(reasons()).toEqual([
      "2: the person is a member of the tenant already, in another role: people:set-role changes it",
    ]);
    expect(await memberships(ada)).toContain("globex admin active");
  });

  test("finishes what an interrupted delivery or import began", async () => {
    const ada = await putUser(pool, "ada@acme.example", PROVEN);
    const rows = write("sub,tenantId", `${ada},acme`);
    await run(rows);
    const before = await stage.all("PeopleTable");
    await stage.delete("PeopleTable", { sub: ada, item: "profile" });
    expect((await run(rows)).out).toBe(imported("1 of 1"));
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test.each([
    ["tenantId", "it has no tenantId", { tenantId: "" }],
    ["a person", "it has neither a sub nor an email", { email: "" }],
    ["a sub", "the sub cannot be one", { sub: "Geheim 42" }],
    ["an address", "the email is not an e-mail address in ASCII", { email: "Geheim-42" }],
    ["the id of a tenant", "the tenantId cannot be the id of a tenant", { tenantId: "Geheim 42" }],
    ["a tenant", "operators are not imported: operators:add makes them", { tenantId: "platform" }],
    ["a role", "the role is unknown", { role: "Geheim-42" }],
    ["a name", "the name has more than 256 characters", { name: "Geheim-42".repeat(40) }],
    ["a locale", "the locale must be a language such as en or de-CH", { locale: "Geheim-42" }],
    ["a tenant that is there", "there is no tenant with this tenantId", { tenantId: "geheim" }],
    ["an open tenant", "the tenant is suspended", { tenantId: "closed" }],
    ["a user", "the pool has no user with this sub", { sub: "geheim-42" }],
    ["the address of the sub", "the user of the pool with this sub has another address", { sub: "EVE" }],
  ])("refuses a row without %s, and quotes nothing of it", async (_, reason, changes) => {
    await putUser(pool, "ada@acme.example", PROVEN);
    const eve = await putUser(pool, "eve@acme.example", PROVEN);
    await stage.put("TenantsTable", { ...ACME, id: "tenant#closed", status: "suspended" });
    const row = { email: "ada@acme.example", tenantId: "acme", ...changes };
    const line = JSON.stringify(row).replace("EVE", eve);
    expect((await run(write(line))).code).toBe(1);
    expect(reasons()).toEqual([`1: ${reason}`]);
    expect(await stage.all("PeopleTable")).toEqual([]);
  });

  test("an address means only a user who has proven it", async () => {
    const stranger = await putUser(pool, "ada@acme.example", {});
    const rows = write("email,tenantId,role", "ada@acme.example,acme,admin");
    await run(rows);
    expect(reasons()).toEqual([
      "2: the user of the pool with this address has not proven it: name them by sub",
    ]);
    expect(await itemsOf(stranger)).toEqual([]);
  });

  test("of two users with one address, a provider's counts only where it is authoritative", async () => {
    const native = await putUser(pool, "ada@acme.example", PROVEN);
    const google = await federated("1", "ada@acme.example");
    const rows = write("email,tenantId", "ada@acme.example,acme");
    expect((await run(rows)).code).toBe(0);
    expect([await memberships(native), await memberships(google)]).toEqual([["acme member active"], []]);
    await stage.put("TenantsTable", provider("Google", { authoritativeFor: ["acme.example"] }));
    await run(rows);
    expect(reasons()).toEqual(["2: several users of the pool have proven this address: name one by sub"]);
    await run(write("sub,tenantId", `${google},acme`));
    expect(await profileOf(google)).toMatchObject({
      origin: "federation",
      federatedAs: "Google_1",
      accounts: new Set(["google_1"]),
    });
  });

  test("the provider through which somebody comes says where they do not belong", async () => {
    const google = await federated("1", "ada@acme.example");
    const rows = write("sub,tenantId", `${google},acme`);
    await run(rows);
    expect(reasons()).toEqual(["2: the person comes through an identity provider that is not bound"]);
    await stage.put("TenantsTable", provider("Google", { tenantId: "globex" }));
    await run(rows);
    expect(reasons()).toEqual(["2: the person comes through the identity provider of another tenant"]);
    expect(await itemsOf(google)).toEqual([]);
    expect((await run(write("sub,tenantId", `${google},globex`))).code).toBe(0);
  });

  test.each([
    ["people:suspend", [], "the person was suspended, and an import brings nobody back"],
    [
      "people:leave",
      ["--tenant", "acme"],
      "the person has left the tenant, or was taken out of it: people:add brings them back",
    ],
  ])("after %s somebody stays out", async (verb, words, reason) => {
    const ada = await putUser(pool, "ada@acme.example", PROVEN);
    const rows = write("sub,tenantId", `${ada},acme`);
    await run(rows);
    expect((await stage.run(verb, ada, ...words, "--pool-endpoint", pool.endpoint)).code).toBe(0);
    const before = await stage.all("PeopleTable");
    await run(rows);
    expect(reasons()).toEqual([`2: ${reason}`]);
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("a tombstone is not revived, even by an invitation, while the user is in the pool", async () => {
    const ada = await putUser(pool, "ada@acme.example", PROVEN);
    await stage.put("PeopleTable", {
      sub: ada,
      item: "profile",
      status: "removed",
      activeTenant: "acme",
      origin: "sign-up",
      createdAt: "2026-01-01T00:00:00.000Z",
      removedAt: "2026-02-01T00:00:00.000Z",
    });
    await stage.run("invitations:create", "ada@acme.example", "--tenant", "acme", "--role", "admin");
    await run(write("sub,tenantId", `${ada},acme`));
    expect(reasons()).toEqual(["2: the person was removed, and an import brings nobody back"]);
    expect(await memberships(ada)).toEqual([]);
  });

  test.each([[undefined], ["acme"]])("a mark that keeps out (of %s) keeps out", async (tenantId) => {
    const ada = await putUser(pool, "a.d.a+new@gmail.com", PROVEN);
    await exclusionsTable(stage.client, nameOf("PeopleTable")).exclude(
      emailMark("ada@googlemail.com"),
      { status: "removed", since: "2026-02-01T00:00:00.000Z", ...(tenantId && { tenantId }) },
      changeAt(stage.now),
    );
    await run(write("sub,tenantId", `${ada},acme`, `${ada},globex`));
    const out = "the address or account is that of somebody who is suspended or removed";
    expect(reasons()).toEqual([`2: ${out}`, ...(tenantId ? [] : [`3: ${out}`])]);
    expect(await memberships(ada)).toEqual(tenantId ? ["globex viewer active"] : []);
  });

  const MANY = Array.from({ length: 40 }, (_, number) => `person-${number}@acme.example`);

  test("asks once for somebody new, writes three times, and reads what may keep people out for many at once", async () => {
    for (const address of MANY) await putUser(pool, address, PROVEN);
    const rows = write("email,tenantId", ...MANY.map((address) => `${address},acme`));
    const requests = await stage.requestsDuring(() => run(rows));
    const count = (operation: string) => requests.filter((request) => request === operation).length;
    expect([count("Query"), count("PutItem")]).toEqual([MANY.length, 3 * MANY.length]);
    expect(count("BatchGetItem")).toBeLessThan(MANY.length / 2);
  });

  test("makes one person of somebody who signs in at that moment", async () => {
    const people = await Promise.all(
      MANY.map(async (address) => ({ address, sub: await putUser(pool, address, PROVEN) })),
    );
    const rows = write("email,tenantId,role", ...MANY.map((address) => `${address},acme,admin`));
    const [result] = await Promise.all([
      run(rows),
      ...people.map(async ({ address, sub }, number) => {
        await setTimeout(number * 3);
        await provision(stage, { sub, address, policy: "open" });
      }),
    ]);
    expect(result.code).toBe(0);
    for (const { sub } of people) {
      const places = (await memberships(sub)).sort();
      expect(places[0]).toBe("acme admin active");
      expect([undefined, "public viewer active"]).toContain(places[1]);
      expect((await profileOf(sub))?.status).toBe("active");
    }
    expect(await stage.holders()).toHaveLength(MANY.length);
    const before = await stage.all("PeopleTable");
    expect((await run(rows)).out).toBe(`${imported(`0 of ${MANY.length}`)}\nThere already: ${MANY.length}.`);
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("settles an invitation that they had begun to accept", async () => {
    const ada = await putUser(pool, "ada@acme.example", PROVEN);
    await stage.put("InvitationsTable", invitation({ claimedBy: ada }));
    expect((await run(write("sub,tenantId", `${ada},acme`))).out).toBe(imported("1 of 1"));
    expect(await stage.all("InvitationsTable")).toEqual([expect.objectContaining({ status: "accepted" })]);
  });

  test("takes an old user for the person that they have become", async () => {
    const ada = await putUser(pool, "ada@acme.example", { ...PROVEN, "custom:legacy_id": "4711" });
    await stage.put("MigrationsTable", {
      legacyId: "4711",
      sub: "somebody",
      migratedAt: "2026-01-01T00:00:00.000Z",
    });
    await run(write("sub,tenantId", `${ada},acme`));
    expect(reasons()).toEqual(["2: the person belongs nowhere: legacy-id-taken"]);
    expect(await profileOf(ada)).toBeUndefined();
  });

  test("begins no more rows in a second than --rate allows", async () => {
    const rows = write("email,tenantId", ...MANY.slice(0, 11).map((address) => `${address},acme`));
    for (const address of MANY.slice(0, 11)) await putUser(pool, address, PROVEN);
    const begun = performance.now();
    expect((await run(rows, "--rate", "10")).out).toMatch(imported("11 of 11"));
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    expect(await run(rows, "--rate", "0")).toEqual({
      code: 64,
      out: "",
      err: "--rate takes a whole number from 1 to 10000",
    });
  });

  test("goes on when the tables are too busy for a while", async () => {
    for (const address of MANY) await putUser(pool, address, PROVEN);
    let until = Number.POSITIVE_INFINITY;
    let refused = 0;
    const busy = await startProxy(stage.endpoint, ({ operation, outgoing, pass }) => {
      if (operation !== "PutItem") return pass();
      until = Math.min(until, performance.now() + 1_500);
      if (performance.now() >= until) return pass();
      refused += 1;
      return answerError(outgoing, "ProvisionedThroughputExceededException");
    });
    const rows = write("email,tenantId", ...MANY.map((address) => `${address},acme`));
    const words = [rows, "--endpoint", busy.endpoint, "--pool-endpoint", pool.endpoint];
    expect((await runCommand(["people:import", ...words], { readParameters: stage.parameters })).out).toBe(
      imported(`${MANY.length} of ${MANY.length}`),
    );
    await busy.stop();
    expect(refused).toBeGreaterThan(0);
    expect(await stage.all("PeopleTable")).toHaveLength(2 * MANY.length);
  });

  test("goes on where a row without an end stopped it, with the same options only", async () => {
    await putUser(pool, "ada@acme.example", PROVEN);
    await putUser(pool, "bea@acme.example", PROVEN);
    const header = "email,tenantId,name";
    const rows = write(header, "ada@acme.example,acme,", 'bea@acme.example,acme,"Bea');
    expect((await run(rows)).out.split("\n")).toEqual([
      imported("1 of 2"),
      "Nothing after line 3 could be read or counted.",
      failures("Malformed: 1. Not found in the pool: 0. Refused: 0."),
      "Correct line 3 but no line before it, then continue with --resume.",
    ]);
    write(header, "ada@acme.example,acme,", "bea@acme.example,acme,Bea");
    expect((await run(rows)).err).toMatch(/^An import of this file was interrupted/);
    expect((await run(rows, "--resume", "--map", "name=name")).err).toMatch(/with other options/);
    expect(await run(rows, "--resume")).toEqual({ code: 0, out: imported("2 of 2"), err: "" });
    expect(reasons()).toEqual([]);
  });

  test("the errors of an interrupted import outlast a dry run, and are missed where they are lost", async () => {
    await putUser(pool, "ada@acme.example", PROVEN);
    const header = "email,tenantId,name";
    const rows = write(header, "eve@acme.example,acme,", 'ada@acme.example,acme,"Ada');
    await run(rows);
    const errors = readFileSync(file("people.csv.errors.jsonl"), "utf8");
    expect((await run(rows, "--dry-run")).err).toBe(
      `An import of this file was interrupted. Continue with --resume, or delete ${rows}.checkpoint to start again. ` +
        "Until then, a dry run would spoil its error file: make it with a copy of the file.",
    );
    expect(readFileSync(file("people.csv.errors.jsonl"), "utf8")).toBe(errors);

    write(header, "eve@acme.example,acme,", "ada@acme.example,acme,Ada");
    writeFileSync(file("people.csv.errors.jsonl"), "");
    expect((await run(rows, "--resume")).err).toBe(
      `${file("people.csv.errors.jsonl")} has lost lines of the interrupted import. Bring them back, or delete the ` +
        "checkpoint to start again.",
    );
    writeFileSync(file("people.csv.errors.jsonl"), errors);
    expect((await run(rows, "--resume")).out.split("\n")[0]).toBe(imported("1 of 2"));
    expect(reasons()).toEqual(["2: the pool has no user with this address"]);
  });

  test("overwrites an earlier error file, and no other file", async () => {
    const rows = write("email,tenantId", "eve@acme.example,acme");
    const notes = file("notes.md");
    for (const content of ["# Notes\n", "{}\n", '{"line":2}\n', '{"line":2,"reason":"a","by":"me"}\n']) {
      writeFileSync(notes, content);
      for (const words of [[], ["--dry-run"]])
        expect(await run(rows, "--errors", notes, ...words)).toEqual({
          code: 1,
          out: "",
          err: `${notes} is there already, and is no error file of an import. Name another file with --errors, or delete it.`,
        });
      expect(readFileSync(notes, "utf8")).toBe(content);
    }
    for (const content of ["", '{"line":7,"reason":"the role is unknown"}\n']) {
      writeFileSync(notes, content);
      expect((await run(rows, "--errors", notes)).out.split("\n")[0]).toBe(imported("0 of 1"));
      expect(readFileSync(notes, "utf8")).toBe(
        '{"line":2,"reason":"the pool has no user with this address"}\n',
      );
    }
  });

  test("writes no file that an import on another computer may be writing", async () => {
    const rows = write("email,tenantId", "eve@acme.example,acme");
    const errors = file("people.csv.errors.jsonl");
    await run(rows);
    const before = readFileSync(errors, "utf8");
    const mark = `${errors}.claim-elsewhere-12`;
    writeFileSync(mark, "");
    for (const words of [[], ["--dry-run"]])
      expect(await run(rows, ...words)).toEqual({
        code: 1,
        out: "",
        err: `Process 12 on elsewhere is writing ${errors}. Wait for its end. If it has ended, delete ${mark}.`,
      });
    expect(readFileSync(errors, "utf8")).toBe(before);
    rmSync(mark);
    expect((await run(rows)).out.split("\n")[0]).toBe(imported("0 of 1"));
    expect(readdirSync(folder)).toEqual(["people.csv", "people.csv.errors.jsonl"]);
  });

  test("without the pool, nothing is written and nothing is left behind", async () => {
    const rows = write("email,tenantId", "ada@acme.example,acme");
    const other = await startServer((_, response) => response.end('{"UserPools":[]}'));
    const { code, err } = await stage.run("people:import", rows, "--pool-endpoint", other.endpoint);
    await other.stop();
    expect([code, err]).toEqual([1, `There is no user pool cognito-triggers-dev at ${other.endpoint}.`]);
    expect(readdirSync(folder)).toEqual(["people.csv"]);
  });
});
