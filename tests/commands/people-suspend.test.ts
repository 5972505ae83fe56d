import {
  ACME,
  ACMES_DOMAIN,
  ADA,
  ADA_AGAIN,
  ADDRESS,
  exclusion,
  invitation,
  membership,
  profile,
  provision,
} from "./ada";
import { type LocalStage, startLocalStage } from "./local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, ACMES_DOMAIN);
  await stage.put("PeopleTable", profile(), membership());
});
afterEach(() => stage.stop());

const NOW = "2026-05-01T12:00:00.000Z";
const LATER = new Date("2026-06-01T12:00:00.000Z");

describe("people:suspend", () => {
  test("suspends the profile, keeps the memberships and excludes the address", async () => {
    expect(await stage.run("people:suspend", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} is suspended. From now on no token is issued to them, refreshes included.`,
        "Tokens issued before live until they expire, after the stage's accessTokenMinutes at the latest.",
        `The address ${ADDRESS} is excluded until people:restore lifts it.`,
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([
      profile({ status: "suspended" }),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("changes nothing the second time", async () => {
    await stage.run("people:suspend", ADA);
    const before = await stage.all("PeopleTable");
    stage.now = LATER;
    const { code, out } = await stage.run("people:suspend", ADA);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      `${ADA} was already suspended. From now on no token is issued to them, refreshes included.`,
    ]);
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("writes the exclusion that an interrupted run did not come to", async () => {
    await stage.put("PeopleTable", profile({ status: "suspended" }));
    await stage.run("people:suspend", ADA);
    expect(await stage.all("PeopleTable")).toEqual([
      profile({ status: "suspended" }),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("is stronger than the exclusion of somebody removed", async () => {
    await stage.put("PeopleTable", exclusion("removed", "2026-02-01T00:00:00.000Z"));
    await stage.run("people:suspend", ADA);
    expect(await stage.all("PeopleTable")).toEqual([
      profile({ status: "suspended" }),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("says so when there is no address to exclude", async () => {
    const { email, ...nameless } = profile();
    await stage.put("PeopleTable", nameless);
    const { code, out } = await stage.run("people:suspend", ADA);
    expect([code, out.split("\n")[2]]).toEqual([
      0,
      "Their profile has no address that could be excluded: under a new user they are not recognised.",
    ]);
    expect(await stage.all("PeopleTable")).toEqual([{ ...nameless, status: "suspended" }, membership()]);
  });

  test("warns when the address may be somebody else's", async () => {
    await stage.put("PeopleTable", profile({ emailVerified: false }));
    const { out } = await stage.run("people:suspend", ADA);
    expect(out.split("\n")[3]).toBe(
      `The address was never proven. If it is somebody else's, lift it with: npm run people:restore -- ${ADDRESS}`,
    );
  });

  test("refuses somebody removed, and changes nothing", async () => {
    await stage.put("PeopleTable", profile({ status: "removed", removedAt: NOW }));
    expect(await stage.run("people:suspend", ADA)).toEqual({
      code: 1,
      out: "",
      err: `${ADA} is removed; only somebody active can be suspended.`,
    });
    expect(await stage.all("PeopleTable")).toEqual([
      profile({ status: "removed", removedAt: NOW }),
      membership(),
    ]);
  });

  test("does not make a profile for a sub that nobody has", async () => {
    expect(await stage.run("people:suspend", ADA_AGAIN)).toEqual({
      code: 1,
      out: "",
      err: `There is no profile of ${ADA_AGAIN}. Its sub is found with: npm run people:show -- <e-mail>`,
    });
    expect(await stage.all("PeopleTable")).toEqual([profile(), membership()]);
  });
});

describe("once suspended", () => {
  beforeEach(async () => {
    await stage.run("people:suspend", ADA);
    stage.now = LATER;
  });

  test.each(["invited", "domain", "open"] as const)(
    "the address belongs nowhere under a new sub on a stage that is %s, not even with a newer invitation",
    async (policy) => {
      await stage.put("InvitationsTable", invitation({ createdAt: "2026-05-20T00:00:00.000Z" }));
      const reason = policy === "invited" ? "not-invited" : "excluded";
      expect(await provision(stage, { sub: ADA_AGAIN, policy })).toEqual({ kind: "nowhere", reason });
      expect(await stage.all("PeopleTable")).toEqual([
        profile({ status: "suspended" }),
        membership(),
        exclusion("suspended", NOW),
      ]);
    },
  );

  test("people:restore by sub makes active again, lifts the exclusion, and may be repeated", async () => {
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} is active again; their next sign-in or refresh gives them tokens.`,
        `The address ${ADDRESS} is not excluded.`,
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([profile(), membership()]);
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [`${ADA} was active already.`, `The address ${ADDRESS} is not excluded.`].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([profile(), membership()]);
  });

  test("people:restore by e-mail lifts the exclusion alone", async () => {
    expect(await stage.run("people:restore", "Ada@Acme.example")).toEqual({
      code: 0,
      out: [
        `The address ${ADDRESS} is no longer excluded (it was: suspended since ${NOW}).`,
        "A profile that is suspended or removed stays so; people:show finds it.",
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([profile({ status: "suspended" }), membership()]);
    expect((await provision(stage, { sub: ADA_AGAIN, policy: "domain" })).kind).toBe("provisioned");
    expect(await stage.run("people:restore", ADDRESS)).toEqual({
      code: 0,
      out: `The address ${ADDRESS} was not excluded.`,
      err: "",
    });
  });
});

describe("people:restore", () => {
  test("lifts the exclusion that an interrupted run left behind", async () => {
    await stage.put("PeopleTable", exclusion("suspended", NOW));
    await stage.run("people:restore", ADA);
    expect(await stage.all("PeopleTable")).toEqual([profile(), membership()]);
  });

  test("by sub leaves the exclusion of somebody else who was removed", async () => {
    await stage.put("PeopleTable", profile({ status: "suspended" }), exclusion("removed", NOW));
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} is active again; their next sign-in or refresh gives them tokens.`,
        `The address ${ADDRESS} stays excluded for new users: somebody who had it was removed at ${NOW}.`,
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([profile(), membership(), exclusion("removed", NOW)]);
  });

  test("does not bring back somebody removed, and says what does", async () => {
    await stage.put("PeopleTable", profile({ status: "removed", removedAt: NOW }), exclusion("removed", NOW));
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 1,
      out: "",
      err:
        `${ADA} was removed at ${NOW}, and their memberships with them; there is nothing to restore them to. ` +
        "Invite their address, and their next sign-in brings them back: " +
        "npm run invitations:create -- <e-mail> --tenant <id>",
    });
    expect(await stage.all("PeopleTable")).toEqual([
      profile({ status: "removed", removedAt: NOW }),
      membership(),
      exclusion("removed", NOW),
    ]);
  });
});
