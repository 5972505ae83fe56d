import { createHash } from "node:crypto";
import { withoutChange } from "../harness/change-context";
import {
  ACME,
  ACMES_DOMAIN,
  ADA,
  ADAS_ADDRESS,
  exclusion,
  GLOBEX,
  INVITER,
  invitation,
  person,
} from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";
import { provision } from "./harness/provision";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN);
});
afterEach(() => stage.stop());

const NOW = "2026-05-01T12:00:00.000Z";
/** As the harness shows what a table holds. */
const kept = (changes: Record<string, unknown> = {}) => withoutChange([invitation(changes)])[0];
const invitations = () => stage.all("InvitationsTable");
const linkFor = (email: string) =>
  new RegExp(
    `^Pass this link on: http://127.0.0.1:3001/panel\\?invitation=[\\w-]{43}&email=${encodeURIComponent(email)}$`,
  );
/** What is printed, with the links apart. */
async function create(...words: readonly string[]) {
  const { code, out, err } = await stage.run("invitations:create", ...words);
  const lines = out === "" ? [] : out.split("\n");
  const isLink = (line: string) => line.startsWith("Pass this link on: ");
  return { code, lines: lines.filter((line) => !isLink(line)), links: lines.filter(isLink), err };
}
const refused = (err: string) => ({ code: 1, out: "", err });

describe("invitations:create", () => {
  test("invites an address as a member for fourteen days, and prints the link where nobody sends mail", async () => {
    expect(await create("Ada@Acme.example", "--tenant", "acme")).toEqual({
      code: 0,
      lines: [`${ADAS_ADDRESS} is invited to acme as member until 2026-05-15T12:00:00.000Z.`],
      links: [expect.stringMatching(linkFor(ADAS_ADDRESS))],
      err: "",
    });
    expect(await invitations()).toEqual([
      kept({
        id: expect.any(String),
        role: "member",
        secretDigest: expect.stringMatching(/^[\w-]{43}$/),
        createdAt: NOW,
        expiresAt: Date.parse("2026-05-15T12:00:00.000Z") / 1000,
      }),
    ]);
  });

  test("invites several at once, each in the language of the letter, and says of each what is wrong", async () => {
    await stage.put("PeopleTable", ...person(), {
      sub: `mark#${createHash("sha256").update(`email#${ADAS_ADDRESS}`).digest("hex")}`,
      item: `person#${ADA}`,
    });
    const addresses = ["alan@acme.example", ADAS_ADDRESS, "grace@acme.example"];
    const { code, lines, links } = await create(...addresses, "--tenant", "acme", "--language", "de");
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [
        "alan@acme.example is invited to acme as member until 2026-05-15T12:00:00.000Z.",
        `${ADAS_ADDRESS} is a member of acme already, as member. Nothing was changed.`,
        "grace@acme.example is invited to acme as member until 2026-05-15T12:00:00.000Z.",
      ],
    });
    expect(links).toHaveLength(2);
    expect(await invitations()).toMatchObject([
      { email: "alan@acme.example", language: "de" },
      { email: "grace@acme.example", language: "de" },
    ]);
  });

  test("invites operators to the platform, whosever domain the address is in", async () => {
    const { code, lines } = await create(ADAS_ADDRESS, "--tenant", "platform", "--role", "admin");
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [`${ADAS_ADDRESS} is invited to platform as admin until 2026-05-15T12:00:00.000Z.`],
    });
    const provisioned = await provision(stage, { policy: "invited" });
    expect(provisioned.kind === "provisioned" && provisioned.person.memberships).toEqual([
      expect.objectContaining({ tenantId: "platform", role: "admin" }),
    ]);
  });

  test("gives the role of the invitation to whoever comes with it in time", async () => {
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--role", "admin", "--days", "1");
    stage.now = new Date("2026-05-02T11:59:59.000Z");
    const provisioned = await provision(stage, { policy: "invited" });
    expect(provisioned.kind === "provisioned" && provisioned.person.memberships).toEqual([
      expect.objectContaining({ tenantId: "acme", role: "admin", invitedBy: INVITER }),
    ]);
    expect(await invitations()).toMatchObject([{ status: "accepted", version: 3 }]);
  });

  test("gives nothing to whoever comes too late", async () => {
    await stage.run("invitations:create", ADAS_ADDRESS, "--tenant", "acme", "--days", "1");
    stage.now = new Date("2026-05-02T12:00:00.000Z");
    expect(await provision(stage, { policy: "invited" })).toEqual({ kind: "nowhere", reason: "not-invited" });
  });

  test("replaces an earlier invitation of the same tenant, and no other", async () => {
    await stage.put("InvitationsTable", invitation(), invitation({ tenantId: "globex" }));
    expect(await create(ADAS_ADDRESS, "--tenant", "acme", "--role", "viewer")).toMatchObject({
      code: 0,
      lines: [
        `${ADAS_ADDRESS} is invited to acme as viewer until 2026-05-15T12:00:00.000Z.`,
        "This replaces the invitation as admin of 2026-04-01T00:00:00.000Z; its link opens nothing now.",
      ],
    });
    expect(await invitations()).toEqual([
      expect.objectContaining({ role: "viewer", createdAt: NOW, version: 2 }),
      kept({ tenantId: "globex" }),
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
        `${ADAS_ADDRESS} was removed at ${NOW}, which is not before the time of this computer, so an invitation would not count. Check the clock.`,
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
    [
      [ADAS_ADDRESS, "--tenant", "acme", "--language", "xx"],
      "xx is not a language of letters: en, de, fr, es, pt, it",
    ],
    [[], "Missing: <e-mail>... --tenant <id>"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("invitations:create", ...words);
    expect([code, err.split("\n")[0]]).toEqual([64, complaint]);
    expect(await invitations()).toEqual([]);
  });
});

describe("invitations:send", () => {
  test("makes a new link for an open invitation, expired or not", async () => {
    await stage.put("InvitationsTable", invitation({ expiresAt: 1 }));
    const { code, out } = await stage.run("invitations:send", ADAS_ADDRESS, "--tenant", "acme");
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        `${ADAS_ADDRESS} is invited to acme as admin until 2026-05-15T12:00:00.000Z.`,
        "This replaces the invitation as admin of 2026-04-01T00:00:00.000Z; its link opens nothing now.",
        expect.stringMatching(linkFor(ADAS_ADDRESS)),
      ],
    ]);
  });

  test("refuses where there is none that is open", async () => {
    await stage.put("InvitationsTable", invitation({ status: "withdrawn" }));
    expect(await stage.run("invitations:send", ADAS_ADDRESS, "--tenant", "acme")).toEqual(
      refused(`There is no invitation of ${ADAS_ADDRESS} to acme.`),
    );
  });
});

describe("invitations:list", () => {
  beforeEach(() =>
    stage.put(
      "InvitationsTable",
      invitation(),
      invitation({ tenantId: "globex" }),
      invitation({ email: "gone@acme.example", status: "withdrawn", listKey: undefined }),
      invitation({
        email: "old@acme.example",
        createdAt: "2026-01-01T00:00:00.000Z",
        sentAt: "2026-01-01T00:00:00.000Z",
        expiresAt: 1_767_312_000,
      }),
    ),
  );

  test("lists the open ones of a tenant by address, expired ones as such", async () => {
    expect(await stage.run("invitations:list", "--tenant", "acme")).toEqual({
      code: 0,
      out: [
        `${ADAS_ADDRESS} to acme as admin, by the command invitations:create at 2026-04-01T00:00:00.000Z, open until 2099-12-31T00:00:00.000Z`,
        "old@acme.example to acme as admin, by the command invitations:create at 2026-01-01T00:00:00.000Z, sent at 2026-01-01T00:00:00.000Z, expired at 2026-01-02T00:00:00.000Z",
      ].join("\n"),
      err: "",
    });
  });

  test("lists those that begin alike, as JSON if that is wanted, without the digest of the secret", async () => {
    const { out } = await stage.run("invitations:list", "--tenant", "acme", "--address", "Old", "--json");
    expect(JSON.parse(out)).toMatchObject([{ email: "old@acme.example", status: "open" }]);
    expect(out).not.toContain("secretDigest");
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
      out: `${ADAS_ADDRESS} is no longer invited to acme (as admin).`,
      err: "",
    });
    expect(await invitations()).toEqual([
      expect.objectContaining({
        status: "withdrawn",
        version: 2,
      }),
      kept({ tenantId: "globex" }),
    ]);
    expect(await stage.run("invitations:revoke", ADAS_ADDRESS, "--tenant", "acme")).toEqual(
      refused(`There is no invitation of ${ADAS_ADDRESS} to acme.`),
    );
  });
});
