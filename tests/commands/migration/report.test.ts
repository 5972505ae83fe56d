import { startProxy } from "../../harness/proxy";
import { startPool, type TestPool } from "../../local/pool/test-pool";
import { type LocalStage, startLocalStage } from "../harness/local-stage";
import { putUser } from "../harness/pool-users";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
});
afterEach(() => stage.stop());

const migration = (legacyId: string, migratedAt: string) => ({
  legacyId,
  sub: `sub-of-${legacyId}`,
  migratedAt,
});

describe("migration:report", () => {
  test("counts who has moved over by week, and who is still to come", async () => {
    await stage.put(
      "MigrationsTable",
      migration("1", "2026-04-12T23:59:59.999Z"),
      migration("2", "2026-04-13T00:00:00.000Z"),
      migration("3", "2026-04-27T00:00:00.000Z"),
      migration("4", "2026-05-01T11:00:00.000Z"),
      migration("eve@acme.example", "2026-05-01T11:00:00.000Z"),
      // Their row was erased.
      migration("99", "2025-01-01T00:00:00.000Z"),
    );
    await stage.put(
      "LegacyUsersTable",
      { login: "ada@acme.example", legacyId: 1 },
      { login: "bea@acme.example", legacyId: "2" },
      { login: "cleo@acme.example", legacyId: "3", disabled: true },
      { login: "dora@acme.example", legacyId: "5", disabled: false },
      { login: "eve@acme.example" },
      { login: "fay@acme.example", legacyId: "6", disabled: true },
      { login: "gwen@acme.example" },
      { login: "gwendolyn@acme.example", legacyId: "gwen@acme.example" },
    );
    expect(await stage.run("migration:report", "--weeks", "3")).toEqual({
      code: 0,
      out: [
        "Week of     Moved over",
        "earlier              2",
        "2026-04-13           1",
        "2026-04-20           0",
        "2026-04-27           3",
        "total                6",
        "",
        "Unsuccessful attempts are not counted: a stage that is not in AWS has no CloudWatch.",
        "Old users in the LegacyUsers table: 8. Still to come: 3. Disabled and not moved over: 1.",
      ].join("\n"),
      err: "",
    });
  });

  test("looks many up, a hundred at a time", async () => {
    const ids = Array.from({ length: 350 }, (_, index) => String(index));
    for (const id of ids)
      await stage.put("LegacyUsersTable", { login: `user${id}@acme.example`, legacyId: id });
    for (const id of ids.slice(0, 120))
      await stage.put("MigrationsTable", migration(id, "2026-04-27T00:00:00.000Z"));
    expect((await stage.run("migration:report")).out).toContain(
      "LegacyUsers table: 350. Still to come: 230.",
    );
  });

  test("asks again for what a busy table has left out", async () => {
    for (const id of ["1", "2", "3"]) await stage.put("LegacyUsersTable", { login: id, legacyId: id });
    await stage.put("MigrationsTable", migration("1", "2026-04-27T00:00:00.000Z"));
    const busy = await startBusy(stage.endpoint, 2);
    const { out } = await stage.run("migration:report", "--endpoint", busy.endpoint).finally(busy.stop);
    expect(out).toContain("LegacyUsers table: 3. Still to come: 2.");
    expect(busy.asked()).toBe(3);
  });

  test("begins before anybody has moved over", async () => {
    expect((await stage.run("migration:report", "--weeks", "1")).out.split("\n")).toEqual([
      "Week of     Moved over",
      "2026-04-27           0",
      "total                0",
      "",
      "Unsuccessful attempts are not counted: a stage that is not in AWS has no CloudWatch.",
      "Old users in the LegacyUsers table: 0. Still to come: 0. Disabled and not moved over: 0.",
    ]);
  });

  test("counts nobody as still to come where the old users are elsewhere", async () => {
    stage.parameters = async () => ({ legacySource: { kind: "postgresql" } });
    await stage.put("LegacyUsersTable", { login: "ada@acme.example" });
    expect((await stage.run("migration:report")).out.split("\n").at(-1)).toBe(
      "Who is still to come is not counted: the old users are in another system (legacySource: postgresql in serverless.yml).",
    );
  });

  describe("--unproven", () => {
    let pool: TestPool;
    beforeEach(async () => {
      pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
    });
    afterEach(() => pool.stop());

    const report = async () => {
      const words = ["migration:report", "--weeks", "1", "--unproven", "--pool-endpoint", pool.endpoint];
      const { code, out } = await stage.run(...words);
      expect(code).toBe(0);
      return out.split("\n").slice(6);
    };

    test("lists old users who belong nowhere because nobody has proven their address", async () => {
      const sub = await putUser(pool, "ada@acme.example", { "custom:legacy_id": "1" });
      const bea = await putUser(pool, "bea@acme.example", { "custom:legacy_id": "2" });
      await putUser(pool, "cleo@acme.example", { "custom:legacy_id": "3", email_verified: "true" });
      await putUser(pool, "dora@acme.example", { "custom:legacy_id": "4", "custom:tenant_id": "acme" });
      await putUser(pool, "eve@acme.example", {});
      await stage.put("PeopleTable", { sub: bea, item: "profile", status: "active" });
      expect(await report()).toEqual([
        "",
        "Moved over, but belong nowhere because their address is not proven: 1",
        `  ada@acme.example  legacy id 1  ${sub}  since 2026-05-01T12:00:00.000Z`,
        "The numbers above count them as still to come until they have a profile. Once you know that a " +
          "mailbox is theirs:",
        "  npm run people:prove-address -- <e-mail>",
      ]);
    });

    test("reads the whole pool, page by page", async () => {
      for (let index = 0; index < 61; index += 1)
        await putUser(pool, `user${index}@acme.example`, { "custom:legacy_id": `${index}` });
      expect((await report())[1]).toMatch(/ address is not proven: 61$/);
    });

    test("says so when there is nobody", async () => {
      expect(await report()).toEqual([
        "",
        "Moved over, but belong nowhere because their address is not proven: 0",
      ]);
    });
  });

  test.each(["0", "61", "1.5", "many"])("does not understand --weeks %s", async (weeks) => {
    const { code, err } = await stage.run("migration:report", "--weeks", weeks);
    expect([code, err.split("\n")[0]]).toEqual([64, "--weeks takes a whole number from 1 to 60"]);
  });
});

/** A DynamoDB that leaves out everything that the first batches ask for. */
async function startBusy(endpoint: string, times: number) {
  let batches = 0;
  const server = await startProxy(endpoint, ({ outgoing, operation, body, pass }) => {
    const isBatch = operation === "BatchGetItem";
    if (isBatch) batches += 1;
    if (!isBatch || batches > times) return pass();
    const { RequestItems } = JSON.parse(body.toString());
    outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    outgoing.end(JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }));
  });
  return { ...server, asked: () => batches };
}
