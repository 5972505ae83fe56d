import { type ReleasePorts, release } from "../../../commands/migration/release";
import { operatorLegacyUsers } from "../../../commands/stores/operator-legacy-users";
import { operatorMigrations } from "../../../commands/stores/operator-migrations";
import { operatorPeopleTable } from "../../../shared/people/operator-people-table";
import { ACME, ADA, ADA_AGAIN, ADAS_ADDRESS, fullProfile, membership } from "../../harness/people";
import { startPool, type TestPool } from "../../local/pool/test-pool";
import { type LocalStage, nameOf, poolCommands, startLocalStage } from "../harness/local-stage";
import { provision } from "../harness/provision";

const SINCE = "2026-01-02T00:00:00.000Z";
const MIGRATION = { legacyId: "4711", sub: ADA, migratedAt: SINCE };
const SOMEBODY_ELSES = { legacyId: "4712", sub: "somebody-else", migratedAt: SINCE };
const TOMBSTONE = {
  sub: ADA,
  item: "profile",
  status: "removed",
  activeTenant: "acme",
  origin: "migration",
  createdAt: SINCE,
  removedAt: "2026-04-01T00:00:00.000Z",
};
const poolLines = () => [
  "If the user pool still has the previous user, sign-ins with the address go to that one. Delete the user there:",
  ...poolCommands("admin-delete-user", ADA, pool.endpoint),
];

let stage: LocalStage;
let pool: TestPool;
beforeAll(async () => {
  pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
});
afterAll(() => pool.stop());
beforeEach(async () => {
  stage = await startLocalStage();
  stage.running = { pool: pool.endpoint, dns: "127.0.0.1:1" };
  await stage.put("MigrationsTable", MIGRATION, SOMEBODY_ELSES);
});
afterEach(() => stage.stop());

describe("migration:release", () => {
  test("releases the legacy id of somebody who was erased, and says what else keeps them out", async () => {
    await stage.put("PeopleTable", TOMBSTONE);
    expect(await stage.run("migration:release", "4711")).toEqual({
      code: 0,
      out: [
        `The legacy id 4711 is released. It had been bound to ${ADA} since ${SINCE}.`,
        "The old password works once more, and binds the legacy id to the person that this user then becomes.",
        "What people:erase did stays done. If it excluded the address, lift that with npm run people:lift-exclusion " +
          "-- <e-mail>.",
        "If it deleted the row in the LegacyUsers table, import the row again.",
        ...poolLines(),
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("MigrationsTable")).toEqual([SOMEBODY_ELSES]);
  });

  test("releases the legacy id of somebody of whom there is no profile", async () => {
    const { code, out } = await stage.run("migration:release", "4711");
    expect([code, out.split("\n").slice(1)]).toEqual([
      0,
      [
        "The old password works once more, and binds the legacy id to the person that this user then becomes.",
        ...poolLines(),
      ],
    ]);
    expect(await stage.all("MigrationsTable")).toEqual([SOMEBODY_ELSES]);
  });

  test.each(["active", "suspended"])("releases nothing while the person is %s", async (status) => {
    await stage.put("PeopleTable", fullProfile({ status, legacyId: "4711" }), membership());
    expect(await stage.run("migration:release", "4711")).toEqual({
      code: 1,
      out: "",
      err:
        `The legacy id 4711 has been bound to ${ADA} since ${SINCE}. That person still exists (${status}), ` +
        `so releasing it could make two people of one old user. Erase the person first: npm run people:erase ` +
        `-- ${ADA}`,
    });
    expect(await stage.all("MigrationsTable")).toEqual([MIGRATION, SOMEBODY_ELSES]);
  });

  test("finds nothing to do the second time, nor for an id that nobody has", async () => {
    await stage.run("migration:release", "4711");
    const nothing = {
      code: 1,
      out: "",
      err: "No person is bound to the legacy id 4711: there is nothing to release.",
    };
    expect(await stage.run("migration:release", "4711")).toEqual(nothing);
    expect(await stage.run("migration:release", "nobody@acme.example")).toEqual({
      ...nothing,
      err:
        "No person is bound to the legacy id nobody@acme.example: there is nothing to release. If the " +
        "old system has ids of its own, give the id instead.",
    });
    expect(await stage.all("MigrationsTable")).toEqual([SOMEBODY_ELSES]);
  });

  test.each([
    ["that is the legacy id", "ada@old.example", "ada@old.example", undefined],
    ["in whatever case it is written", "ADA@Old.example", "ada@old.example", undefined],
    [
      "also where the old system wrote the id in its own case",
      "Ada@Old.example",
      "Ada@Old.example",
      undefined,
    ],
    ["whose row has the id", "Ada@old.example", "0815", { login: "ada@old.example", legacyId: "0815" }],
    ["whose row has no id", "ada@old.example", "ada@old.example", { login: "ada@old.example" }],
  ])("takes an address %s", async (_, word, legacyId, row) => {
    await stage.put("MigrationsTable", { ...MIGRATION, legacyId });
    if (row !== undefined) await stage.put("LegacyUsersTable", row);
    const { code, out } = await stage.run("migration:release", word);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      `The legacy id ${legacyId} is released. It had been bound to ${ADA} since ${SINCE}.`,
    ]);
    expect(await stage.all("MigrationsTable")).toEqual([MIGRATION, SOMEBODY_ELSES]);
  });

  test("names both ids of an address that is bound by neither", async () => {
    await stage.put("LegacyUsersTable", { login: ADAS_ADDRESS, legacyId: "0815" });
    expect((await stage.run("migration:release", ADAS_ADDRESS)).err).toBe(
      `No person is bound to the legacy id ${ADAS_ADDRESS} or 0815: there is nothing to release. ` +
        "If the old system has ids of its own, give the id instead.",
    );
  });

  test("with --dry-run shows what it is bound to, and releases nothing", async () => {
    expect(await stage.run("migration:release", "4711", "--dry-run")).toEqual({
      code: 0,
      out: [
        `The legacy id 4711 has been bound to ${ADA} since ${SINCE}.`,
        "There is no profile of this person, so it can be released. Nothing was changed.",
      ].join("\n"),
      err: "",
    });
    await stage.put("PeopleTable", TOMBSTONE);
    expect((await stage.run("migration:release", "4711", "--dry-run")).out.split("\n")[1]).toBe(
      "This person was removed, so it can be released. Nothing was changed.",
    );
    await stage.put("PeopleTable", fullProfile({ legacyId: "4711" }));
    expect((await stage.run("migration:release", "4711", "--dry-run")).code).toBe(1);
    expect(await stage.all("MigrationsTable")).toEqual([MIGRATION, SOMEBODY_ELSES]);
  });

  test("releases nothing that was bound to somebody else in the meantime", async () => {
    const people = operatorPeopleTable(stage.client, nameOf("PeopleTable"));
    const ports: ReleasePorts = {
      migrations: operatorMigrations(stage.client, nameOf("MigrationsTable")),
      legacyUsers: operatorLegacyUsers(stage.client, nameOf("LegacyUsersTable")),
      people: {
        async find(sub, signal) {
          await stage.put("MigrationsTable", { ...MIGRATION, sub: ADA_AGAIN });
          return people.find(sub, signal);
        },
      },
    };
    const { signal } = new AbortController();
    await expect(release(ports, "4711", { isDry: false, signal })).rejects.toThrow(
      "The legacy id 4711 was bound to another person in the meantime. Run the command again.",
    );
    expect(await stage.all("MigrationsTable")).toEqual([{ ...MIGRATION, sub: ADA_AGAIN }, SOMEBODY_ELSES]);
  });

  test("binds the id again to a person whose first sign-in ends in the meantime", async () => {
    const people = operatorPeopleTable(stage.client, nameOf("PeopleTable"));
    const ports: ReleasePorts = {
      migrations: operatorMigrations(stage.client, nameOf("MigrationsTable")),
      legacyUsers: operatorLegacyUsers(stage.client, nameOf("LegacyUsersTable")),
      people: {
        async find(sub, signal) {
          const found = await people.find(sub, signal);
          await stage.put("PeopleTable", fullProfile({ legacyId: "4711" }));
          return found;
        },
      },
    };
    const { signal } = new AbortController();
    await expect(release(ports, "4711", { isDry: false, signal })).rejects.toThrow(
      `The legacy id 4711 has been bound to ${ADA} since ${SINCE}. That person still exists (active)`,
    );
    expect(await stage.all("MigrationsTable")).toEqual([MIGRATION, SOMEBODY_ELSES]);
  });

  test("lets an erased person move over once more, after which the id is bound again", async () => {
    await stage.put("TenantsTable", ACME, { ...ACME, id: "tenant#public" });
    await stage.put("PeopleTable", fullProfile({ origin: "migration", legacyId: "4711" }), membership());
    const moveOver = () => provision(stage, { sub: ADA_AGAIN, legacyId: "4711" });
    await stage.run("people:erase", ADA, "--yes");
    await stage.run("people:lift-exclusion", ADAS_ADDRESS);
    expect(await moveOver()).toEqual({ kind: "nowhere", reason: "legacy-id-taken" });
    expect((await stage.run("migration:release", "4711")).code).toBe(0);
    expect(await moveOver()).toMatchObject({ kind: "provisioned" });
    expect((await stage.all("MigrationsTable"))[0]).toMatchObject({ legacyId: "4711", sub: ADA_AGAIN });
    expect((await stage.run("migration:release", "4711")).err).toContain(
      `has been bound to ${ADA_AGAIN} since`,
    );
  });
});
