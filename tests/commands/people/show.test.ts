import {
  ADA,
  ADA_AGAIN,
  ADAS_ACCOUNT,
  ADAS_ADDRESS,
  accountExclusion,
  exclusion,
  exclusionOf,
  federated,
  fullProfile,
  INVITER,
  keyOfMark,
  membership,
  suspendedMembership,
} from "../../harness/people";
import { type LocalStage, startLocalStage } from "../harness/local-stage";

const MIGRATION = { legacyId: "4711", sub: ADA, migratedAt: "2026-01-02T00:00:00.000Z" };
const SUSPENDED = exclusion("suspended", "2026-05-01T12:00:00.000Z");

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
});
afterEach(() => stage.stop());

const ADA_IN_WORDS = [
  `sub           ${ADA}`,
  "status        active",
  "active tenant acme",
  "origin        migration",
  `e-mail        ${ADAS_ADDRESS} (proven)`,
  "name          Ada Lovelace",
  "locale        en",
  "legacy id     4711",
  "created       2026-01-01T00:00:00.000Z",
  "last sign-in  2026-04-30T08:00:00.000Z",
  "membership    acme as member since 2026-01-01T00:00:00.000Z",
  "membership    globex as member since 2026-01-01T00:00:00.000Z, let in by the command invitations:create",
  "migrated      from legacy id 4711 at 2026-01-02T00:00:00.000Z",
  "",
];

describe("people:show", () => {
  beforeEach(async () => {
    await stage.put(
      "PeopleTable",
      fullProfile({ origin: "migration", legacyId: "4711" }),
      membership(),
      { ...membership("globex"), invitedBy: INVITER },
      fullProfile({ sub: ADA_AGAIN, email: "grace@acme.example" }),
    );
    await stage.put("MigrationsTable", MIGRATION);
  });

  test("shows everything about a person by their sub", async () => {
    expect(await stage.run("people:show", ADA)).toEqual({
      code: 0,
      out: [...ADA_IN_WORDS, `The address ${ADAS_ADDRESS} is not excluded.`].join("\n"),
      err: "",
    });
  });

  test("finds a person by their address, in whatever case it is written, and reads no whole table", async () => {
    await stage.put("PeopleTable", SUSPENDED);
    const requests = await stage.requestsDuring(async () => {
      expect(await stage.run("people:show", "ADA@acme.example")).toEqual({
        code: 0,
        out: [
          ...ADA_IN_WORDS,
          `The address ${ADAS_ADDRESS} is excluded: suspended since 2026-05-01T12:00:00.000Z.`,
        ].join("\n"),
        err: "",
      });
    });
    expect(requests).toContain("Query");
    expect(requests).not.toContain("Scan");
  });

  test("prints the items themselves as JSON", async () => {
    await stage.put("PeopleTable", SUSPENDED);
    const { code, out } = await stage.run("people:show", ADAS_ADDRESS, "--json");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        people: [
          {
            profile: fullProfile({ origin: "migration", legacyId: "4711" }),
            memberships: [membership(), { ...membership("globex"), invitedBy: INVITER }],
            formerMemberships: [],
            migration: MIGRATION,
          },
        ],
        addresses: [
          {
            address: ADAS_ADDRESS,
            exclusions: [{ status: "suspended", since: "2026-05-01T12:00:00.000Z" }],
          },
        ],
        accounts: [],
      },
    ]);
  });

  test("shows the account at an identity provider, and whether that is excluded", async () => {
    await stage.put("PeopleTable", federated(), accountExclusion("suspended", "2026-05-01T12:00:00.000Z"));
    const { out } = await stage.run("people:show", ADA);
    expect(out.split("\n").slice(4, 6)).toEqual([
      `e-mail        ${ADAS_ADDRESS} (not proven)`,
      `federated as  ${ADAS_ACCOUNT}`,
    ]);
    expect(out.split("\n").slice(-2)).toEqual([
      `The address ${ADAS_ADDRESS} is not excluded.`,
      `The provider account ${ADAS_ACCOUNT} is excluded: suspended since 2026-05-01T12:00:00.000Z.`,
    ]);
  });

  test("shows the exclusion of a mailbox for each of its addresses", async () => {
    await stage.put("PeopleTable", SUSPENDED);
    const { out } = await stage.run("people:show", "ada+news@acme.example");
    expect(out.split("\n")).toContain(
      "The address ada+news@acme.example is excluded: suspended since 2026-05-01T12:00:00.000Z.",
    );
    expect(out).toContain(`e-mail        ${ADAS_ADDRESS} (proven)`);
  });

  test("finds everybody who has the address", async () => {
    for (let index = 0; index < 8; index += 1)
      await stage.put("PeopleTable", fullProfile({ sub: `reader-${index}`, email: "many@acme.example" }));
    const { out } = await stage.run("people:show", "many@acme.example", "--json");
    const { people } = JSON.parse(out);
    expect(people.map((person: { profile: { sub: string } }) => person.profile.sub).sort()).toEqual(
      Array.from({ length: 8 }, (_, index) => `reader-${index}`),
    );
  });

  test("finds a person by every address that they have had, and tells which of them they never proved", async () => {
    await stage.put(
      "PeopleTable",
      fullProfile({
        email: "ada@new.example",
        addresses: new Set(["ada@old.example", "grace@elsewhere.example"]),
        provenAddresses: new Set(["ada@old.example"]),
      }),
    );
    for (const address of ["ada@new.example", "ada@old.example", "grace@elsewhere.example"])
      expect((await stage.run("people:show", address)).out.split("\n")).toEqual(
        expect.arrayContaining(["proven before ada@old.example", "never proven  grace@elsewhere.example"]),
      );
  });

  test("finds nobody who was about to bear the address and does not", async () => {
    await stage.put("PeopleTable", { sub: keyOfMark("email#gone@acme.example"), item: `person#${ADA}` });
    expect((await stage.run("people:show", "gone@acme.example")).err).toBe(
      "Nobody has the address gone@acme.example, and it is not excluded.",
    );
  });

  test("tells who is kept out of one tenant, there and by their address", async () => {
    await stage.put(
      "PeopleTable",
      suspendedMembership("globex"),
      exclusionOf(`email#${ADAS_ADDRESS}`, "suspended", "2026-02-01T00:00:00.000Z", "globex"),
    );
    const lines = (await stage.run("people:show", ADAS_ADDRESS)).out.split("\n");
    expect(lines).toContain("membership    globex as member (suspended) since 2026-01-01T00:00:00.000Z");
    expect(lines.at(-1)).toBe(
      `The address ${ADAS_ADDRESS} is excluded from globex: suspended since 2026-02-01T00:00:00.000Z.`,
    );
  });

  test("shows the exclusion of an address that no profile has any more", async () => {
    await stage.put("PeopleTable", exclusion("removed", "2026-05-01T12:00:00.000Z", "gone@acme.example"));
    expect(await stage.run("people:show", "gone@acme.example")).toEqual({
      code: 0,
      out: [
        "The address gone@acme.example is excluded: removed since 2026-05-01T12:00:00.000Z.",
        "No profile has this address.",
      ].join("\n"),
      err: "",
    });
  });

  test("shows a membership whose profile was not written yet", async () => {
    await stage.put("PeopleTable", membership("acme", "unfinished"));
    expect(await stage.run("people:show", "unfinished")).toEqual({
      code: 0,
      out: [
        "profile       none: the first sign-in was not completed; the next one completes it",
        "membership    acme as member since 2026-01-01T00:00:00.000Z",
        "",
      ].join("\n"),
      err: "",
    });
  });

  test("tells when a legacy id has been bound to somebody else", async () => {
    await stage.put("MigrationsTable", { ...MIGRATION, sub: ADA_AGAIN });
    const { out } = await stage.run("people:show", ADA);
    expect(out.split("\n")[12]).toBe(
      `migrated      from legacy id 4711 at 2026-01-02T00:00:00.000Z, but to ${ADA_AGAIN}`,
    );
  });

  test("does not let a name steer the terminal or begin a line", async () => {
    const name = "Eve\u001b[2J\nstatus        active\u202e\u{e0041}";
    await stage.put("PeopleTable", { ...fullProfile({ sub: "eve", name }), email: "eve@acme.example" });
    const shown = "Eve\\u001b[2J\\u000astatus        active\\u202e\\udb40\\udc41";
    expect((await stage.run("people:show", "eve")).out.split("\n")[5]).toBe(`name          ${shown}`);
    const { out } = await stage.run("people:show", "eve", "--json");
    expect(out).toContain("Eve\\u001b[2J\\nstatus        active\\u202e\\udb40\\udc41");
    expect(JSON.parse(out).people[0].profile.name).toBe(name);
  });

  test.each([
    ["nobody", "There is no profile of nobody. To find a sub: npm run people:show -- <e-mail>"],
    ["nobody@acme.example", "Nobody has the address nobody@acme.example, and it is not excluded."],
    [
      exclusion("removed", "").sub,
      `There is no profile of ${exclusion("removed", "").sub}. To find a sub: npm run people:show -- <e-mail>`,
    ],
  ])("finds nothing for %s", async (word, err) => {
    expect(await stage.run("people:show", word)).toEqual({ code: 1, out: "", err });
  });
});
