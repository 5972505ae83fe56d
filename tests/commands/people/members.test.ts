import { memberItems } from "../../harness/members";
import { ACME, ACMES_DOMAIN, GLOBEX } from "../../harness/people";
import { startPool, type TestPool } from "../../local/pool/test-pool";
import { type LocalStage, startLocalStage } from "../harness/local-stage";

let stage: LocalStage;
let pool: TestPool;
beforeAll(async () => {
  pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
});
afterAll(() => pool.stop());
beforeEach(async () => {
  stage = await startLocalStage();
  stage.running = { pool: pool.endpoint, dns: "127.0.0.1:1" };
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN, {
    ...ACME,
    id: "tenant#closed",
    status: "suspended",
  });
  await stage.put(
    "PeopleTable",
    ...memberItems("ada", { role: "admin", name: "Ada" }),
    ...memberItems("kurt", { name: "Kurt" }),
    ...memberItems("olga", { tenantId: "platform", role: "admin", email: "olga@operators.example" }),
    ...memberItems("otto", { tenantId: "platform", role: "viewer", email: "otto@operators.example" }),
  );
});
afterEach(() => stage.stop());

const membership = async (sub: string, tenantId = "acme") =>
  (await stage.all("PeopleTable")).find((item) => item.sub === sub && item.item === `tenant#${tenantId}`);
const done = (...lines: string[]) => ({ code: 0, out: lines.join("\n"), err: "" });
const refused = (err: string) => ({ code: 1, out: "", err });
const SINCE = "since 2026-01-01T00:00:00.000Z";
const ISSUED =
  "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes at the latest.";

describe("people:list", () => {
  test("lists the members of a tenant by name, and those that are searched for", async () => {
    const [ada, kurt] = [
      `ada (Ada, ada@acme.example): admin, ${SINCE}`,
      `kurt (Kurt, kurt@acme.example): member, ${SINCE}`,
    ] as const;
    expect(await stage.run("people:list", "--tenant", "acme")).toEqual(done(ada, kurt));
    expect(await stage.run("people:list", "--tenant", "acme", "--search", "KU")).toEqual(done(kurt));
    expect(await stage.run("people:list", "--tenant", "acme", "--role", "admin")).toEqual(done(ada));
    expect(await stage.run("people:list", "--tenant", "globex")).toEqual(done("There are no such members."));
  });
});

describe("people:add", () => {
  test("makes somebody a member by an address, and the admin of a tenant without one", async () => {
    expect(
      await stage.run("people:add", "Kurt@acme.example", "--tenant", "globex", "--role", "admin"),
    ).toEqual(done("kurt is a member of globex, as admin."));
    expect(await membership("kurt", "globex")).toMatchObject({
      role: "admin",
      status: "active",
      version: 1,
      invitedBy: { kind: "command", id: "people:add" },
      name: "Kurt",
    });
  });

  test("brings back whoever was taken out, also under the same address", async () => {
    await stage.run("people:leave", "kurt", "--tenant", "acme");
    expect(await membership("kurt")).toMatchObject({ status: "removed", version: 2 });
    await stage.run("people:add", "kurt", "--tenant", "acme", "--role", "viewer");
    expect(await membership("kurt")).toMatchObject({ status: "active", role: "viewer", version: 3 });
    expect(
      (await stage.all("PeopleTable")).filter(({ item }) => String(item).startsWith("exclusion")),
    ).toEqual([]);
  });

  test.each([
    [["kurt", "--tenant", "acme"], /^kurt is a member of acme already, as member\. Nothing was changed\./],
    [["nobody", "--tenant", "acme"], /^There is no profile of nobody\./],
    [["kurt", "--tenant", "initech"], /^There is no tenant initech\./],
    [["kurt", "--tenant", "closed"], /^The tenant closed is suspended; nobody can join it\.$/],
    [["kurt", "--tenant", "platform"], /^platform is not a tenant/],
  ])("adds nobody by %j", async (words, err) => {
    const before = await stage.all("PeopleTable");
    expect(await stage.run("people:add", ...words)).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(err),
    });
    expect(await stage.all("PeopleTable")).toEqual(before);
  });
});

describe("people:set-role and people:leave", () => {
  test("change a member, and never the last admin", async () => {
    const last = refused(
      "ada is the only admin of acme. Make somebody else one first: npm run people:add -- <sub | e-mail> --tenant acme --role admin",
    );
    expect(await stage.run("people:set-role", "ada", "--tenant", "acme", "--role", "viewer")).toEqual(last);
    expect(await stage.run("people:leave", "ada", "--tenant", "acme")).toEqual(last);
    expect(await stage.run("people:set-role", "kurt", "--tenant", "acme", "--role", "admin")).toEqual(
      done("kurt is admin in acme."),
    );
    expect(await stage.run("people:leave", "ada", "--tenant", "acme")).toEqual(
      done("ada is no member of acme any more.", ISSUED),
    );
    expect(await membership("ada")).toMatchObject({ status: "removed" });
    expect(await stage.run("people:leave", "olga", "--tenant", "acme")).toEqual(
      refused("olga is no member of acme."),
    );
  });
});

describe("operators", () => {
  test("are listed", async () => {
    expect(await stage.run("operators:list")).toEqual(
      done(
        `olga (olga, olga@operators.example): admin, ${SINCE}`,
        `otto (otto, otto@operators.example): viewer, ${SINCE}`,
      ),
    );
  });

  test("are added at once if they have proven the address, and invited otherwise", async () => {
    expect(await stage.run("operators:add", "Ada@acme.example")).toEqual(
      done("ada is a member of platform, as admin."),
    );
    await stage.put("PeopleTable", { ...memberItems("una")[0], emailVerified: false });
    const { code, out } = await stage.run("operators:add", "una@acme.example", "--role", "viewer");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^una@acme\.example is invited to platform as viewer/),
    ]);
    expect(await membership("una", "platform")).toBeUndefined();
  });

  test("never lose the last one who can change things, unless it is meant", async () => {
    const other = "Make somebody else one first: npm run operators:add -- <e-mail>";
    expect(await stage.run("operators:remove", "olga")).toEqual(
      refused(`olga is the only admin of platform. ${other}`),
    );
    const { err } = await stage.run("people:suspend", "olga");
    expect(err).toMatch(/^olga alone administers the platform\./);
    expect((await stage.run("people:erase", "olga", "--yes")).err).toBe(err);
    expect((await stage.run("people:suspend", "olga", "--even-last-operator")).code).toBe(0);
    await stage.run("people:restore", "olga");
    await stage.run("people:set-role", "otto", "--tenant", "platform", "--role", "admin");
    expect(await stage.run("operators:remove", "Olga@operators.example")).toEqual(
      done("olga is no operator any more.", ISSUED),
    );
  });
});
