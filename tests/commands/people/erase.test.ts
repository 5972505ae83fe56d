import { type LegacyRows, legacyRowsTable } from "../../../shared/legacy-users/legacy-rows-table";
import { type ErasurePorts, erasePerson } from "../../../shared/people/erasure";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { holdersTable } from "../../../shared/people/holders-table";
import { membersTable } from "../../../shared/people/members-table";
import { operatorPeopleTable } from "../../../shared/people/operator-people-table";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { changeAt, withoutChange } from "../../harness/change-context";
import {
  ACME,
  ACMES_DOMAIN,
  ADA,
  ADA_AGAIN,
  ADAS_ACCOUNT,
  ADAS_ADDRESS,
  accountExclusion,
  exclusion,
  federated,
  formerMembership,
  fullProfile,
  GLOBEX,
  holdersOf,
  INVITER,
  invitation,
  keyOfMark,
  membership,
} from "../../harness/people";
import { startPool, type TestPool } from "../../local/pool/test-pool";
import { crashAtCall } from "../harness/crash-at-call";
import { type LocalStage, nameOf, startLocalStage } from "../harness/local-stage";
import { provision, throughProvider } from "../harness/provision";

const NOW = "2026-05-01T12:00:00.000Z";
const LATER = new Date("2026-06-01T12:00:00.000Z");
const AT_LAST = new Date("2026-07-01T12:00:00.000Z");

const ADAS_MIGRATION = { legacyId: "4711", sub: ADA, migratedAt: "2026-01-01T00:00:00.000Z" };
const ADAS_LEGACY_ROW = { login: ADAS_ADDRESS, legacyId: "4711", hash: "$2b$10$old" };
const SOMEBODY_ELSE = fullProfile({ sub: ADA_AGAIN, email: "grace@acme.example", name: "Grace Hopper" });
const OF_SOMEBODY_ELSE = membership("acme", ADA_AGAIN, "member", SOMEBODY_ELSE);
const TOMBSTONE = {
  sub: ADA,
  item: "profile",
  status: "removed",
  activeTenant: "acme",
  origin: "migration",
  createdAt: "2026-01-01T00:00:00.000Z",
  removedAt: NOW,
};

let stage: LocalStage;
let pool: TestPool;
beforeAll(async () => {
  pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
});
afterAll(() => pool.stop());
beforeEach(async () => {
  stage = await startLocalStage();
  stage.running = { pool: pool.endpoint, dns: "127.0.0.1:1" };
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN);
  await stage.put(
    "PeopleTable",
    fullProfile({ origin: "migration", legacyId: "4711" }),
    membership(),
    membership("globex"),
    SOMEBODY_ELSE,
    OF_SOMEBODY_ELSE,
  );
  await stage.put(
    "InvitationsTable",
    invitation(),
    invitation({ tenantId: "globex", expiresAt: 1 }),
    invitation({ email: "grace@acme.example" }),
  );
  await stage.put("MigrationsTable", ADAS_MIGRATION);
  await stage.put("LegacyUsersTable", ADAS_LEGACY_ROW, { login: "grace@acme.example", hash: "$2b$10$other" });
});
afterEach(() => stage.stop());

const everything = async () => ({
  people: await stage.all("PeopleTable"),
  holders: await stage.holders(),
  invitations: await stage.all("InvitationsTable"),
  migrations: await stage.all("MigrationsTable"),
  legacyUsers: await stage.all("LegacyUsersTable"),
});

/** The memberships that have ended, of which nothing personal is left. */
const FORMER = withoutChange([formerMembership("acme"), formerMembership("globex")]);
const ERASED = {
  people: [SOMEBODY_ELSE, OF_SOMEBODY_ELSE, TOMBSTONE, ...FORMER, exclusion("removed", NOW)],
  holders: holdersOf(SOMEBODY_ELSE),
  invitations: withoutChange([invitation({ email: "grace@acme.example" })]),
  migrations: [ADAS_MIGRATION],
  legacyUsers: [{ login: "grace@acme.example", hash: "$2b$10$other" }],
};

describe("people:erase", () => {
  test("leaves a tombstone, the digest of the address and the binding of the legacy id", async () => {
    expect(await stage.run("people:erase", ADA, "--yes")).toEqual({
      code: 0,
      out: [
        `${ADA} is erased.`,
        `Memberships ended: acme, globex. Invitations deleted: acme, globex. Legacy rows deleted: ${ADAS_ADDRESS}.`,
        `The address ${ADAS_ADDRESS} is excluded by its digest, until somebody writes a new ` +
          "invitation or lifts the exclusion with people:lift-exclusion.",
        "The legacy id 4711 stays bound to them, which keeps the old password from working again until " +
          "migration:release releases it.",
        "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes " +
          "at the latest.",
      ].join("\n"),
      err: "",
    });
    expect(await everything()).toEqual(ERASED);
  });

  test("finds nothing to do the second time", async () => {
    await stage.run("people:erase", ADA, "--yes");
    stage.now = LATER;
    expect(await stage.run("people:erase", ADA)).toEqual({
      code: 0,
      out: `${ADA} was erased already.`,
      err: "",
    });
    expect(await everything()).toEqual(ERASED);
  });

  test("erases what a removal by other means has left", async () => {
    const removed = {
      origin: "migration",
      legacyId: "4711",
      status: "removed",
      removedAt: LATER.toISOString(),
    };
    await stage.put("PeopleTable", fullProfile(removed));
    await stage.run("people:erase", ADA, "--yes");
    expect(await everything()).toEqual(ERASED);
  });

  test("replaces the exclusion of somebody suspended", async () => {
    await stage.run("people:suspend", ADA);
    await stage.run("people:erase", ADA, "--yes");
    expect(await everything()).toEqual(ERASED);
  });

  test("knows somebody without an address by their sub alone, and finds their row by its legacy id", async () => {
    const { email, emailVerified, ...rest } = fullProfile({
      origin: "migration",
      legacyId: "ada@old.example",
    });
    await stage.put("PeopleTable", rest);
    await stage.put("LegacyUsersTable", { login: "ada@old.example", hash: "$2b$10$old" });
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n").slice(1, 3)).toEqual([
      "Memberships ended: acme, globex. Invitations deleted: none. Legacy rows deleted: ada@old.example.",
      "The profile holds nothing by which to exclude them: unless an earlier run excluded something, a new " +
        "user of the same person is not recognised.",
    ]);
    expect(await stage.all("PeopleTable")).toEqual([SOMEBODY_ELSE, OF_SOMEBODY_ELSE, TOMBSTONE, ...FORMER]);
    expect(await stage.all("LegacyUsersTable")).toEqual([
      ADAS_LEGACY_ROW,
      { login: "grace@acme.example", hash: "$2b$10$other" },
    ]);
  });

  test("says so when the row in the old user base cannot be found", async () => {
    await stage.put(
      "PeopleTable",
      fullProfile({ origin: "migration", legacyId: "0815", email: "ada@new.example" }),
    );
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n")[4]).toBe(
      `${nameOf("LegacyUsersTable")} has no row with this id under their addresses. If it has one under another login, or the old system keeps one, delete it there.`,
    );
  });

  test("leaves the row in the old user base of an address that was never proven", async () => {
    await stage.put("PeopleTable", federated());
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n")[5]).toBe(
      "There is a legacy row under this address. It was kept, because the address was never proven and the " +
        "row may be somebody else's.",
    );
    expect((await stage.all("LegacyUsersTable"))[0]).toEqual(ADAS_LEGACY_ROW);
  });

  test("does not make a tombstone for a sub that nobody has", async () => {
    const before = await everything();
    expect(await stage.run("people:erase", "nobody", "--yes")).toEqual({
      code: 1,
      out: "",
      err: "There is no profile of nobody. To find a sub: npm run people:show -- <e-mail>",
    });
    expect(await everything()).toEqual(before);
  });
});

describe("people:erase of somebody who comes through an identity provider", () => {
  const ERASED_TOMBSTONE = { ...TOMBSTONE, origin: "federation" };
  const OTHERS = [SOMEBODY_ELSE, OF_SOMEBODY_ELSE];
  const byKey = (items: readonly { sub: string }[]) =>
    [...items].sort((one, other) => one.sub.localeCompare(other.sub));
  const AUTHORITY =
    "An invitation brings them back only if authoritativeFor of their identity provider lists the domain of " +
    "the address.";

  test("hurts nobody whose address they bore without proof", async () => {
    const before = await everything();
    await stage.put("PeopleTable", federated());
    const { code, out } = await stage.run("people:erase", ADA, "--yes");
    expect([code, out.split("\n").slice(1, 5)]).toEqual([
      0,
      [
        "Memberships ended: acme, globex. Invitations deleted: none. Legacy rows deleted: none.",
        `The provider account ${ADAS_ACCOUNT} is excluded by its digest.`,
        `The address ${ADAS_ADDRESS} was never proven and may be somebody else's: it is not excluded, and ` +
          `its invitations stay. If it is theirs, run the command again with --address ${ADAS_ADDRESS}`,
        AUTHORITY,
      ],
    ]);
    const after = await everything();
    expect(byKey(after.people as { sub: string }[])).toEqual(
      byKey([...OTHERS, ERASED_TOMBSTONE, ...FORMER, accountExclusion("removed", NOW)]),
    );
    expect(after.invitations).toEqual(before.invitations);
    expect(after.legacyUsers).toEqual(before.legacyUsers);
    expect((await provision(stage, { sub: "victim", policy: "invited" })).kind).toBe("provisioned");
  });

  test("keeps out a new user of the same account, whatever invitation their address has", async () => {
    await stage.put("PeopleTable", federated());
    await stage.run("people:erase", ADA, "--yes");
    stage.now = LATER;
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme");
    expect(await provision(stage, { sub: "new", federation: throughProvider() })).toEqual({
      kind: "nowhere",
      reason: "excluded",
    });
    expect((await provision(stage, { sub: ADA, federation: throughProvider() })).kind).toBe("existing");
    expect((await provision(stage, { sub: "new", federation: throughProvider(["acme.example"]) })).kind).toBe(
      "provisioned",
    );
  });

  test("excludes a proven address and revokes its invitations, as for anybody", async () => {
    await stage.put("PeopleTable", federated({ emailVerified: true }));
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n").slice(1, 5)).toEqual([
      `Memberships ended: acme, globex. Invitations deleted: acme, globex. Legacy rows deleted: ${ADAS_ADDRESS}.`,
      `The address ${ADAS_ADDRESS} is excluded by its digest, until somebody writes a new ` +
        "invitation or lifts the exclusion with people:lift-exclusion.",
      `The provider account ${ADAS_ACCOUNT} is excluded by its digest.`,
      AUTHORITY,
    ]);
    expect(byKey((await stage.all("PeopleTable")) as { sub: string }[])).toEqual(
      byKey([
        ...OTHERS,
        ERASED_TOMBSTONE,
        ...FORMER,
        exclusion("removed", NOW),
        accountExclusion("removed", NOW),
      ]),
    );
  });

  test("finishes a tombstone that still holds their account", async () => {
    const { name, email, emailVerified, locale, lastSignInAt, ...rest } = federated({
      status: "removed",
      removedAt: "2026-04-01T00:00:00.000Z",
    });
    await stage.put("PeopleTable", rest);
    await stage.run("people:erase", ADA, "--yes");
    expect(await stage.all("PeopleTable")).toContainEqual(ERASED_TOMBSTONE);
  });
});

describe("people:erase of one of several profiles with the same address", () => {
  const OTHER_USER = fullProfile({ sub: "sibling", email: "ada+shop@acme.example" });

  test("warns of those that are active", async () => {
    await stage.put("PeopleTable", OTHER_USER, fullProfile({ sub: "suspended", status: "suspended" }));
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n").slice(5, 8)).toEqual([
      "Warning: these other profiles have the same address or provider account. They are active and can still sign in.",
      "An address that is not proven may be somebody else's. Suspend the profiles that belong to the same person:",
      "  (sign-up, address proven) npm run people:suspend -- sibling",
    ]);
  });

  test("does not weaken the suspension of another", async () => {
    await stage.put("PeopleTable", OTHER_USER);
    await stage.run("people:suspend", "sibling");
    stage.now = LATER;
    const { out } = await stage.run("people:erase", ADA, "--yes");
    expect(out.split("\n")[2]).toBe(
      `The address ${ADAS_ADDRESS} stays excluded as suspended, because another suspended profile has it.`,
    );
    expect(await stage.all("PeopleTable")).toContainEqual(exclusion("suspended", NOW));
  });
});

describe("people:erase of somebody who has proven several addresses", () => {
  beforeEach(async () => {
    const provenAddresses = new Set([ADAS_ADDRESS, "ada@old.example"]);
    await stage.put("PeopleTable", fullProfile({ origin: "migration", legacyId: "4711", provenAddresses }));
    await stage.put("InvitationsTable", invitation({ email: "ada@old.example" }));
  });
  const exclusions = async () => (await stage.all("PeopleTable")).filter(({ item }) => item === "exclusion");

  test("keeps a digest of each and no address", async () => {
    await stage.run("people:erase", ADA, "--yes");
    expect(await everything()).toEqual({
      ...ERASED,
      people: expect.arrayContaining([
        TOMBSTONE,
        ...FORMER,
        exclusion("removed", NOW),
        exclusion("removed", NOW, "ada@old.example"),
      ]),
    });
    expect(JSON.stringify(await everything())).not.toContain("ada@");
  });

  test("treats further addresses that are given like their own", async () => {
    await stage.put("InvitationsTable", invitation({ email: "ada@third.example" }));
    const { out } = await stage.run("people:erase", ADA, "--yes", "--address", "Ada@third.example");
    expect(out).toContain("The address ada@third.example is excluded by its digest");
    expect(await exclusions()).toContainEqual(exclusion("removed", NOW, "ada@third.example"));
    expect((await everything()).invitations).toEqual(ERASED.invitations);
  });

  test("can be given one that comes up later", async () => {
    await stage.run("people:erase", ADA, "--yes");
    await stage.run("people:erase", ADA, "--yes", "--address", "ada@third.example");
    expect(await exclusions()).toContainEqual(exclusion("removed", NOW, "ada@third.example"));
    expect(await stage.all("PeopleTable")).toContainEqual(TOMBSTONE);
  });
});

describe("before it erases", () => {
  const QUESTION = `Erase ${ADA} (${ADAS_ADDRESS}) in the stage dev for good? Type yes: `;

  test("the command asks, and yes is a yes", async () => {
    const { code, err } = await stage.runAnswering("yes", "people:erase", ADA);
    expect([code, err]).toEqual([0, QUESTION]);
    expect(await everything()).toEqual(ERASED);
  });

  test.each(["", "no", "y", "YES"])("the command asks, and %j is a no", async (answer) => {
    const before = await everything();
    expect(await stage.runAnswering(answer, "people:erase", ADA)).toEqual({
      code: 1,
      out: "",
      err: [QUESTION, "Nothing was changed."].join("\n"),
    });
    expect(await everything()).toEqual(before);
  });

  test("the command refuses when nobody can be asked and --yes is missing", async () => {
    const before = await everything();
    expect(await stage.run("people:erase", ADA)).toEqual({
      code: 1,
      out: "",
      err: "There is no terminal to ask for confirmation. Give --yes to go on without it.",
    });
    expect(await everything()).toEqual(before);
  });
});

describe("once erased", () => {
  beforeEach(async () => {
    await stage.run("people:erase", ADA, "--yes");
    stage.now = LATER;
  });

  test("the same sub stays removed until there is a newer invitation", async () => {
    const before = await everything();
    expect(await provision(stage, { legacyId: "4711" })).toEqual({
      kind: "existing",
      person: {
        profile: expect.objectContaining(TOMBSTONE),
        memberships: [],
        formerMemberships: FORMER.map((former) => expect.objectContaining(former)),
      },
    });
    await stage.put("InvitationsTable", invitation());
    await provision(stage, { legacyId: "4711" });
    expect(await stage.all("PeopleTable")).toEqual(before.people);

    expect((await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "globex")).code).toBe(1);
    expect(
      (await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--role", "viewer")).code,
    ).toBe(0);
    stage.now = AT_LAST;
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--role", "viewer");
    expect((await provision(stage, { legacyId: "4711" })).kind).toBe("revived");
    expect((await stage.all("PeopleTable")).filter(({ sub }) => sub === ADA)).toEqual([
      {
        ...TOMBSTONE,
        removedAt: undefined,
        status: "active",
        joined: { tenantId: "acme", role: "viewer", since: AT_LAST.toISOString(), invitedBy: INVITER },
        email: ADAS_ADDRESS,
        emailVerified: true,
        addresses: new Set([ADAS_ADDRESS]),
        provenAddresses: new Set([ADAS_ADDRESS]),
        name: "Ada Lovelace",
        legacyId: "4711",
      },
      {
        ...membership("acme", ADA, "viewer"),
        version: 3,
        since: AT_LAST.toISOString(),
        invitedBy: INVITER,
      },
      FORMER[1],
    ]);
    expect(await stage.holders()).toContainEqual({
      sub: keyOfMark(`email#${ADAS_ADDRESS}`),
      item: `person#${ADA}`,
    });
  });

  test.each(["invited", "domain", "open"] as const)(
    "a new sub with the same address belongs nowhere on a stage that is %s until there is a newer invitation",
    async (policy) => {
      const sub = "03f4a8b2-60d1-70b5-3c9e-5d2f8e1a7c46";
      await stage.put("InvitationsTable", invitation());
      const reason = policy === "invited" ? "not-invited" : "excluded";
      expect(await provision(stage, { sub, policy })).toEqual({ kind: "nowhere", reason });
      expect(await stage.all("PeopleTable")).toEqual(ERASED.people);
      await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme");
      expect((await provision(stage, { sub, policy })).kind).toBe("provisioned");
    },
  );

  test("the legacy id does not become a new sub, even with a newer invitation", async () => {
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme");
    expect(await provision(stage, { sub: "03f4a8b2-60d1-70b5-3c9e-5d2f8e1a7c46", legacyId: "4711" })).toEqual(
      {
        kind: "nowhere",
        reason: "legacy-id-taken",
      },
    );
  });
});

describe("an erasure that is interrupted", () => {
  /** Whom the pool has. */
  let users: Map<string, string>;
  beforeEach(() => {
    users = new Map([
      [ADA, ADA],
      ["grace", "grace"],
    ]);
  });
  const ports = (): ErasurePorts & { readonly legacyRows: LegacyRows } => ({
    people: operatorPeopleTable(stage.client, nameOf("PeopleTable")),
    members: membersTable(stage.client, nameOf("PeopleTable")),
    exclusions: exclusionsTable(stage.client, nameOf("PeopleTable")),
    holders: holdersTable(stage.client, nameOf("PeopleTable")),
    invitations: invitationsTable(stage.client, nameOf("InvitationsTable")),
    legacyRows: legacyRowsTable(stage.client, nameOf("LegacyUsersTable")),
    users: {
      async find(username) {
        const sub = users.get(username);
        if (sub === undefined) return undefined;
        return { username, enabled: true, status: undefined, attributes: { sub }, secondFactors: [] };
      },
      async delete(username) {
        users.delete(username);
      },
    },
  });
  const erase = (working: ErasurePorts = ports(), sub = ADA) => erasePerson(working, sub, [], changeAt(NOW));

  // One call each: find, findByLogin, changeStatus, find, exclude, findMarked, find, leave twice, find, forEmail, forget twice,
  // findByLogin twice, delete, find and delete in the pool, remove, replaceWithTombstone, find.
  test.each(Array.from({ length: 21 }, (_, index) => index + 1))(
    "before call %i is finished by running it again, and admits nobody in between",
    async (call) => {
      await expect(erase(crashAtCall(call, ports()))).rejects.toThrow("crash");
      stage.now = LATER;
      const { kind } = await provision(stage, { legacyId: "4711" });
      expect(kind).toBe("existing");
      const [found] = (await stage.all("PeopleTable")).filter(({ sub }) => sub === ADA);
      expect(found?.status).toBe(call <= 3 ? "active" : "removed");

      expect(await erase()).toMatchObject({ kind: call === 21 ? "erased-before" : "erased" });
      expect(await everything()).toEqual(ERASED);
      expect([...users.keys()]).toEqual(["grace"]);
    },
  );

  test("has no twenty-second call", async () => {
    await erase(crashAtCall(22, ports()));
    expect(await everything()).toEqual(ERASED);
  });

  test("changes nothing for whoever may not reach the old rows", async () => {
    const before = await everything();
    const denied = Object.assign(new Error("not for you"), { name: "AccessDeniedException" });
    const legacyRows = {
      findByLogin: () => Promise.reject(denied),
      delete: () => Promise.reject(denied),
    };
    await expect(erase({ ...ports(), legacyRows })).rejects.toBe(denied);
    expect(await everything()).toEqual(before);
    expect([...users.keys()]).toEqual([ADA, "grace"]);
  });

  test("by the disappearance of the profile makes no tombstone", async () => {
    const before = await everything();
    expect(await erase(ports(), "nobody")).toEqual({ kind: "not-found" });
    expect(await everything()).toEqual(before);
  });

  test("deletes no user who has come again under the same name", async () => {
    users.set(ADA, "another");
    await erase();
    expect(users.get(ADA)).toBe("another");
  });

  test("in the pool is made good, also where the tables are done", async () => {
    await erase();
    users.set(ADA, ADA);
    expect(await erase()).toEqual({ kind: "erased-before" });
    expect(users.has(ADA)).toBe(false);
  });

  test("by a revival that fails too late leaves no membership", async () => {
    const working = ports();
    const people: ErasurePorts["people"] = {
      ...working.people,
      replaceWithTombstone: async (tombstone, context) => {
        const buried = await working.people.replaceWithTombstone(tombstone, context);
        await stage.put("PeopleTable", membership());
        return buried;
      },
    };
    expect(await erase({ ...working, people })).toMatchObject({
      kind: "erased",
      memberships: ["acme", "globex"],
    });
    expect(await everything()).toEqual(ERASED);
  });

  test("by a revival that succeeds at the very end does not pass for done", async () => {
    const working = ports();
    const returning = fullProfile({ name: "Ada King" });
    const people: ErasurePorts["people"] = {
      ...working.people,
      replaceWithTombstone: async (tombstone, context) => {
        const buried = await working.people.replaceWithTombstone(tombstone, context);
        await stage.put("PeopleTable", membership());
        return buried;
      },
      leave: async (sub, ended, context) => {
        const left = await working.people.leave(sub, ended, context);
        const [found] = (await stage.all("PeopleTable")).filter((item) => item.sub === ADA);
        if (found !== undefined && !("email" in found)) await stage.put("PeopleTable", returning);
        return left;
      },
    };
    expect(await erase({ ...working, people })).toEqual({ kind: "came-back" });
    expect((await stage.all("PeopleTable")).filter(({ sub }) => sub === ADA)).toEqual([returning, ...FORMER]);
  });

  test("by the return of the person does not overwrite their new profile", async () => {
    const working = ports();
    const returning = fullProfile({ createdAt: "2026-01-01T00:00:00.000Z", name: "Ada King" });
    const people: ErasurePorts["people"] = {
      ...working.people,
      replaceWithTombstone: async (tombstone, context) => {
        await stage.put("PeopleTable", returning);
        return working.people.replaceWithTombstone(tombstone, context);
      },
    };
    expect(await erase({ ...working, people })).toEqual({ kind: "came-back" });
    expect((await stage.all("PeopleTable")).filter(({ sub }) => sub === ADA)).toEqual([returning, ...FORMER]);
  });
});
