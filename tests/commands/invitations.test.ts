import { ACME, ACMES_DOMAIN, ADAS_ADDRESS, exclusion, GLOBEX, invitation } from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";
import { provision } from "./harness/provision";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN);
});
afterEach(() => stage.stop());

const NOW = "2026-05-01T12:00:00.000Z";
const invitations = () => stage.all("InvitationsTable");
const refused = (err: string) => ({ code: 1, out: "", err });

describe("invitations:create", () => {
  test("invites an address as a member for fourteen days", async () => {
    expect(await stage.run("invitations:create", "Ada@Acme.example", "--tenant", "acme")).toEqual({
      code: 0,
      out: `${ADAS_ADDRESS} is invited to acme as member until 2026-05-15T12:00:00.000Z.`,
      err: "",
    });
    expect(await invitations()).toEqual([
      {
        email: ADAS_ADDRESS,
        tenantId: "acme",
        role: "member",
        invitedBy: "operator",
        createdAt: NOW,
        expiresAt: Date.parse("2026-05-15T12:00:00.000Z") / 1000,
      },
    ]);
  });

  test("gives the role of the invitation to whoever comes with it in time", async () => {
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--role", "admin", "--days", "1");
    stage.now = new Date("2026-05-02T11:59:59.000Z");
    const provisioned = await provision(stage, { policy: "invited" });
    expect(provisioned.kind === "provisioned" && provisioned.person.memberships).toEqual([
      expect.objectContaining({ tenantId: "acme", role: "admin", invitedBy: "operator" }),
    ]);
    expect(await invitations()).toEqual([]);
  });

  test("gives nothing to whoever comes too late", async () => {
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--days", "1");
    stage.now = new Date("2026-05-02T12:00:00.000Z");
    expect(await provision(stage, { policy: "invited" })).toEqual({ kind: "nowhere", reason: "not-invited" });
  });

  test("replaces an earlier invitation of the same tenant, and no other", async () => {
    await stage.put("InvitationsTable", invitation(), invitation({ tenantId: "globex" }));
    expect(
      await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--role", "viewer"),
    ).toEqual({
      code: 0,
      out: [
        `${ADAS_ADDRESS} is invited to acme as viewer until 2026-05-15T12:00:00.000Z.`,
        "This replaces the invitation as admin of 2026-04-01T00:00:00.000Z.",
      ].join("\n"),
      err: "",
    });
    expect(await invitations()).toEqual([
      invitation({
        role: "viewer",
        createdAt: NOW,
        expiresAt: Date.parse("2026-05-15T12:00:00.000Z") / 1000,
      }),
      invitation({ tenantId: "globex" }),
    ]);
  });

  test("invites an address of nobody's domain to any tenant", async () => {
    expect((await stage.run("invitations:create", "ada@mail.example", "--tenant", "globex")).code).toBe(0);
  });

  test("refuses an address in another tenant's domain", async () => {
    expect(await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "globex")).toEqual(
      refused("acme.example is owned by acme; an invitation by another tenant would not count."),
    );
    expect(await invitations()).toEqual([]);
  });

  test("refuses a tenant that does not exist or is suspended", async () => {
    await stage.put("TenantsTable", { ...GLOBEX, status: "suspended" });
    expect(await stage.run("invitations:create", "ada@mail.example", "--tenant", "initech")).toEqual(
      refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
    );
    expect(await stage.run("invitations:create", "ada@mail.example", "--tenant", "globex")).toEqual(
      refused("The tenant globex is suspended; nobody can join it."),
    );
    expect(await invitations()).toEqual([]);
  });

  test("refuses a suspended address, for the invitation would not count", async () => {
    await stage.put("PeopleTable", exclusion("suspended", "2026-04-01T00:00:00.000Z"));
    expect(await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme")).toEqual(
      refused(
        `${ADAS_ADDRESS} is suspended since 2026-04-01T00:00:00.000Z; an invitation would not count. Lift it first: ` +
          `npm run people:restore -- ${ADAS_ADDRESS}`,
      ),
    );
    expect(await invitations()).toEqual([]);
  });

  test("invites an address that was removed before, unless that is yet to come by this clock", async () => {
    await stage.put("PeopleTable", exclusion("removed", NOW));
    expect(await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme")).toEqual(
      refused(
        `${ADAS_ADDRESS} was removed at ${NOW}, which is later than the time of this computer (${NOW}), so an invitation would not count. Check the clock.`,
      ),
    );
    expect(await invitations()).toEqual([]);
    stage.now = new Date("2026-05-01T12:00:00.001Z");
    expect((await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme")).code).toBe(0);
    expect((await provision(stage, { policy: "invited" })).kind).toBe("provisioned");
  });

  test.each([
    [["ada", "--tenant", "acme"], "ada is not an e-mail address in ASCII"],
    [["ädä@acme.example", "--tenant", "acme"], "ädä@acme.example is not an e-mail address in ASCII"],
    [[ADAS_ADDRESS, "--tenant", "acme", "--role", "owner"], "owner is not a role: viewer, member, admin"],
    [[ADAS_ADDRESS, "--tenant", "acme", "--days", "0"], "--days takes a whole number from 1 to 365"],
    [[ADAS_ADDRESS, "--tenant", "acme", "--days", "366"], "--days takes a whole number from 1 to 365"],
    [[ADAS_ADDRESS, "--tenant", "acme", "--days", "1.5"], "--days takes a whole number from 1 to 365"],
    [[ADAS_ADDRESS], "Missing: --tenant <id>"],
    [[], "Missing: <e-mail> --tenant <id>"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("invitations:create", ...words);
    expect([code, err.split("\n")[0]]).toEqual([2, complaint]);
    expect(await invitations()).toEqual([]);
  });
});

describe("invitations:list", () => {
  const OLD = invitation({
    email: "old@acme.example",
    createdAt: "2026-01-01T00:00:00.000Z",
    expiresAt: 1_767_312_000,
  });
  const TO_GLOBEX = invitation({
    tenantId: "globex",
    invitedBy: "admin",
    createdAt: "2026-03-01T00:00:00.000Z",
  });

  beforeEach(() => stage.put("InvitationsTable", invitation(), TO_GLOBEX, OLD));

  test("lists them by age, expired ones as such", async () => {
    expect(await stage.run("invitations:list")).toEqual({
      code: 0,
      out: [
        "old@acme.example to acme as admin, by operator at 2026-01-01T00:00:00.000Z, expired at " +
          "2026-01-02T00:00:00.000Z",
        `${ADAS_ADDRESS} to globex as admin, by admin at 2026-03-01T00:00:00.000Z, open until 2099-12-31T00:00:00.000Z`,
        `${ADAS_ADDRESS} to acme as admin, by operator at 2026-04-01T00:00:00.000Z, open until 2099-12-31T00:00:00.000Z`,
      ].join("\n"),
      err: "",
    });
  });

  test("lists those of one tenant, as JSON if that is wanted", async () => {
    const { out } = await stage.run("invitations:list", "--tenant", "globex", "--json");
    expect(JSON.parse(out)).toEqual([TO_GLOBEX]);
    expect((await stage.run("invitations:list", "--tenant", "initech")).out).toBe(
      "There are no invitations.",
    );
  });
});

describe("invitations:revoke", () => {
  test("takes back the invitation of that tenant, and no other", async () => {
    await stage.put("InvitationsTable", invitation(), invitation({ tenantId: "globex" }));
    expect(await stage.run("invitations:revoke", "ADA@acme.example", "--tenant", "acme")).toEqual({
      code: 0,
      out: `${ADAS_ADDRESS} is no longer invited to acme (as admin, by operator).`,
      err: "",
    });
    expect(await invitations()).toEqual([invitation({ tenantId: "globex" })]);
    expect(await stage.run("invitations:revoke", ADAS_ADDRESS, "--tenant", "acme")).toEqual(
      refused(`There is no invitation of ${ADAS_ADDRESS} to acme.`),
    );
  });
});
