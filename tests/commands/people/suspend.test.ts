import { requireAccess } from "../../../shared/people/access";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { membersTable } from "../../../shared/people/members-table";
import { operatorPeopleTable } from "../../../shared/people/operator-people-table";
import { type RestorationPorts, restorePerson } from "../../../shared/people/restoration";
import { type SuspensionPorts, suspendPerson } from "../../../shared/people/suspension";
import { changeAt } from "../../harness/change-context";
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
  fullProfile,
  invitation,
  membership,
} from "../../harness/people";
import { startPool, type TestPool } from "../../local/pool/test-pool";
import { crashAtCall } from "../harness/crash-at-call";
import { type LocalStage, nameOf, poolCommands, startLocalStage } from "../harness/local-stage";
import { provision, throughProvider } from "../harness/provision";

/** Another user of the same mailbox. */
const OTHER_USER = fullProfile({ sub: ADA_AGAIN, email: "ada+shop@acme.example" });

let stage: LocalStage;
let pool: TestPool;
beforeAll(async () => {
  pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
});
afterAll(() => pool.stop());
beforeEach(async () => {
  stage = await startLocalStage();
  stage.running = { pool: pool.endpoint, dns: "127.0.0.1:1" };
  await stage.put("TenantsTable", ACME, ACMES_DOMAIN);
  await stage.put("PeopleTable", fullProfile(), membership());
});
afterEach(() => stage.stop());

const NOW = "2026-05-01T12:00:00.000Z";
const poolPointer = () => [
  "Their address may have changed since their last token. If the pool shows another one, exclude that with --address:",
  ...poolCommands("admin-get-user", ADA, pool.endpoint),
];
const LATER = new Date("2026-06-01T12:00:00.000Z");

describe("people:suspend", () => {
  test("suspends the profile, keeps the memberships and excludes the address", async () => {
    expect(await stage.run("people:suspend", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} is suspended. They get no more tokens, neither by signing in nor by refreshing.`,
        "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes " +
          "at the latest.",
        `The address ${ADAS_ADDRESS} is excluded until people:restore lifts it.`,
        ...poolPointer(),
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile({ status: "suspended" }),
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
      `${ADA} was already suspended. They get no more tokens, neither by signing in nor by refreshing.`,
    ]);
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("writes the exclusion that an interrupted run did not come to", async () => {
    await stage.put("PeopleTable", fullProfile({ status: "suspended" }));
    await stage.run("people:suspend", ADA);
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile({ status: "suspended" }),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("is stronger than the exclusion of somebody removed", async () => {
    await stage.put("PeopleTable", exclusion("removed", "2026-02-01T00:00:00.000Z"));
    await stage.run("people:suspend", ADA);
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile({ status: "suspended" }),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("says so when there is no address to exclude", async () => {
    const { email, ...nameless } = fullProfile();
    await stage.put("PeopleTable", nameless);
    const { code, out } = await stage.run("people:suspend", ADA);
    expect([code, out.split("\n")[2]]).toEqual([
      0,
      "Their profile has no address that could be excluded, so a new user of the same person is not recognised.",
    ]);
    expect(await stage.all("PeopleTable")).toEqual([{ ...nameless, status: "suspended" }, membership()]);
  });

  test("warns when the address may be somebody else's", async () => {
    await stage.put("PeopleTable", fullProfile({ emailVerified: false }));
    const { out } = await stage.run("people:suspend", ADA);
    expect(out.split("\n")[3]).toBe(
      `The address was never proven. If it is somebody else's, lift it with: npm run people:lift-exclusion -- ${ADAS_ADDRESS}`,
    );
  });

  test("refuses somebody removed, and changes nothing", async () => {
    await stage.put("PeopleTable", fullProfile({ status: "removed", removedAt: NOW }));
    expect(await stage.run("people:suspend", ADA)).toEqual({
      code: 1,
      out: "",
      err: `${ADA} is removed; only an active person can be suspended.`,
    });
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile({ status: "removed", removedAt: NOW }),
      membership(),
    ]);
  });

  test("does not make a profile for a sub that nobody has", async () => {
    expect(await stage.run("people:suspend", ADA_AGAIN)).toEqual({
      code: 1,
      out: "",
      err: `There is no profile of ${ADA_AGAIN}. To find a sub: npm run people:show -- <e-mail>`,
    });
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership()]);
  });
});

describe("people:suspend of somebody who comes through an identity provider", () => {
  test("excludes their account, but not an address that was never proven", async () => {
    await stage.put("PeopleTable", federated());
    const { out } = await stage.run("people:suspend", ADA);
    expect(out.split("\n").slice(2, 4)).toEqual([
      `The provider account ${ADAS_ACCOUNT} is excluded until people:restore lifts it.`,
      `The address ${ADAS_ADDRESS} was never proven and may be somebody else's: it is not excluded. If it is ` +
        `theirs, run the command again with --address ${ADAS_ADDRESS}`,
    ]);
    expect(await stage.all("PeopleTable")).toEqual([
      federated({ status: "suspended" }),
      membership(),
      accountExclusion("suspended", NOW),
    ]);
    expect((await provision(stage, { sub: "victim", policy: "domain" })).kind).toBe("provisioned");
    expect(await provision(stage, { sub: "new", federation: throughProvider() })).toEqual({
      kind: "nowhere",
      reason: "excluded",
    });
  });

  test("excludes a proven address as well", async () => {
    await stage.put("PeopleTable", federated({ emailVerified: true }));
    await stage.run("people:suspend", ADA);
    expect((await stage.all("PeopleTable")).slice(2)).toEqual(
      [exclusion("suspended", NOW), accountExclusion("suspended", NOW)].sort((one, other) =>
        one.sub.localeCompare(other.sub),
      ),
    );
  });

  test("excludes an unproven address that the operator names", async () => {
    await stage.put("PeopleTable", federated());
    const { out } = await stage.run("people:suspend", ADA, "--address", ADAS_ADDRESS);
    expect(out.split("\n").slice(3, 4)).toEqual([
      `The address ${ADAS_ADDRESS} is excluded as well. Its exclusion is lifted separately: npm run ` +
        `people:lift-exclusion -- ${ADAS_ADDRESS}`,
    ]);
    expect(await stage.all("PeopleTable")).toContainEqual(exclusion("suspended", NOW));
  });
});

describe("people:suspend by an address", () => {
  test("suspends the one person who has it", async () => {
    expect((await stage.run("people:suspend", "Ada@Acme.example")).code).toBe(0);
    expect(await stage.all("PeopleTable")).toContainEqual(fullProfile({ status: "suspended" }));
  });

  test("that several people have lists them, and suspends nobody", async () => {
    await stage.put("PeopleTable", OTHER_USER);
    const before = await stage.all("PeopleTable");
    expect(await stage.run("people:suspend", ADAS_ADDRESS)).toEqual({
      code: 1,
      out: "",
      err:
        `Several people have the address ${ADAS_ADDRESS}: ${ADA_AGAIN} (active, sign-up, address proven), ` +
        `${ADA} (active, sign-up, address proven). Name one by sub.`,
    });
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("that nobody has says how to free it", async () => {
    expect((await stage.run("people:suspend", "nobody@acme.example")).err).toBe(
      "Nobody has the address nobody@acme.example. If it is excluded: npm run people:lift-exclusion -- nobody@acme.example",
    );
  });
});

describe("people:suspend with --address", () => {
  test("excludes every address that is given, besides the one in the profile", async () => {
    const words = ["--address", "Ada@New.example", "--address", "ada+shop@mail.example"];
    const { out } = await stage.run("people:suspend", ADA, ...words);
    expect(out.split("\n").slice(2, 5)).toEqual([
      `The address ${ADAS_ADDRESS} is excluded until people:restore lifts it.`,
      "The address ada@new.example is excluded as well. Its exclusion is lifted separately: npm run " +
        "people:lift-exclusion -- ada@new.example",
      "The address ada+shop@mail.example is excluded as well. Its exclusion is lifted separately: npm run " +
        "people:lift-exclusion -- ada+shop@mail.example",
    ]);
    for (const address of [ADAS_ADDRESS, "ada@new.example", "ada@mail.example"])
      expect(await provision(stage, { sub: "new", address })).toEqual({
        kind: "nowhere",
        reason: "excluded",
      });
    await stage.run("people:restore", ADA);
    expect(await provision(stage, { sub: "new", address: "ada@new.example" })).toEqual({
      kind: "nowhere",
      reason: "excluded",
    });
    await stage.run("people:lift-exclusion", "ada@new.example");
    expect(await stage.all("PeopleTable")).not.toContainEqual(exclusion("suspended", NOW, "ada@new.example"));
  });

  test("adds an address to a suspension that stands", async () => {
    await stage.run("people:suspend", ADA);
    stage.now = LATER;
    await stage.run("people:suspend", ADA, "--address", "ada@new.example");
    expect((await stage.all("PeopleTable")).filter(({ item }) => item === "exclusion")).toEqual(
      [exclusion("suspended", NOW), exclusion("suspended", LATER.toISOString(), "ada@new.example")].sort(
        (one, other) => one.sub.localeCompare(other.sub),
      ),
    );
  });

  test("does not understand what is no address, and changes nothing", async () => {
    const { code, err } = await stage.run("people:suspend", ADA, "--address", "ada");
    expect([code, err.split("\n")[0]]).toEqual([64, "ada is not an e-mail address in ASCII"]);
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership()]);
  });
});

describe("people:suspend of one of several profiles with the same address", () => {
  test("warns of the active ones, and no others", async () => {
    await stage.put(
      "PeopleTable",
      OTHER_USER,
      federated({ sub: "through-provider" }),
      fullProfile({ sub: "suspended", status: "suspended" }),
      fullProfile({ sub: "neighbour", email: "adamina@acme.example" }),
      fullProfile({ sub: "elsewhere", email: "ada@globex.example" }),
    );
    const { out } = await stage.run("people:suspend", ADA);
    expect(out.split("\n").slice(3, 7)).toEqual([
      "Warning: these other profiles have the same address or provider account. They are active and can still sign in.",
      "An address that is not proven may be somebody else's. Suspend the profiles that belong to the same person:",
      expect.stringMatching(/npm run people:suspend -- /),
      expect.stringMatching(/npm run people:suspend -- /),
    ]);
    expect(out.split("\n").slice(5, 7).sort()).toEqual([
      "  (federation, address not proven) npm run people:suspend -- through-provider",
      `  (sign-up, address proven) npm run people:suspend -- ${ADA_AGAIN}`,
    ]);
    expect(out.split("\n")[7]).toBe(poolPointer()[0]);
  });

  test("knows them by an address that is given, and by an account at a provider", async () => {
    await stage.put(
      "PeopleTable",
      federated(),
      fullProfile({ sub: "by-address", email: "ada@new.example" }),
      federated({ sub: "by-account", email: undefined, federatedAs: ADAS_ACCOUNT.toLowerCase() }),
      federated({ sub: "stranger", email: undefined, federatedAs: "PartnerOidc_00u2" }),
    );
    const { out } = await stage.run("people:suspend", ADA, "--address", "ada@new.example");
    expect(out.match(/people:suspend -- \S+/g)?.sort()).toEqual([
      "people:suspend -- by-account",
      "people:suspend -- by-address",
    ]);
  });
});

describe("people:suspend of somebody whose first sign-in did not finish", () => {
  const PLACEHOLDER = {
    sub: "unfinished",
    item: "profile",
    status: "suspended",
    activeTenant: "acme",
    origin: "sign-up",
    createdAt: NOW,
  };
  const BEGUN = membership("acme", "unfinished");
  const theirs = async () => (await stage.all("PeopleTable")).filter(({ sub }) => sub === "unfinished");

  beforeEach(async () => {
    await stage.put("PeopleTable", BEGUN);
  });

  test("writes a suspended profile, so that no token comes and the sign-in does not go on", async () => {
    const { code, out } = await stage.run("people:suspend", "unfinished");
    expect([code, out.split("\n").slice(0, 4)]).toEqual([
      0,
      [
        "unfinished is suspended. They get no more tokens, neither by signing in nor by refreshing.",
        "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes " +
          "at the latest.",
        "Their first sign-in was not completed. After people:restore, their next sign-in completes it.",
        "Their profile has no address that could be excluded, so a new user of the same person is not recognised.",
      ],
    ]);
    stage.now = LATER;
    const provisioned = await provision(stage, { sub: "unfinished" });
    expect(provisioned).toEqual({
      kind: "existing",
      person: { profile: expect.objectContaining(PLACEHOLDER), memberships: [BEGUN], formerMemberships: [] },
    });
    const suspended = provisioned.kind === "existing" ? provisioned.person.profile : undefined;
    expect(() => suspended && requireAccess(suspended, undefined)).toThrow(
      expect.objectContaining({ code: "suspended-person" }),
    );
    expect(await theirs()).toEqual([
      { ...PLACEHOLDER, addresses: new Set([ADAS_ADDRESS]), provenAddresses: new Set([ADAS_ADDRESS]) },
      BEGUN,
    ]);
    expect(await stage.all("PeopleTable")).toContainEqual(exclusion("suspended", LATER.toISOString()));
  });

  test("suspends the profile that a sign-in has written in the meantime", async () => {
    const working = operatorPeopleTable(stage.client, nameOf("PeopleTable"));
    const people: SuspensionPorts["people"] = {
      ...working,
      register: async (...words) => {
        await provision(stage, { sub: "unfinished" });
        return working.register(...words);
      },
    };
    const ports: SuspensionPorts = {
      people,
      members: membersTable(stage.client, nameOf("PeopleTable")),
      exclusions: exclusionsTable(stage.client, nameOf("PeopleTable")),
      signOut: async () => undefined,
    };
    await suspendPerson(ports, "unfinished", [], changeAt(stage.now));
    const [written] = await theirs();
    expect([written?.status, written?.email, written?.createdAt]).toEqual(["suspended", ADAS_ADDRESS, NOW]);
    expect(await stage.all("PeopleTable")).toContainEqual(exclusion("suspended", NOW));
  });

  test("is ended by people:restore, after which a sign-in writes the real profile", async () => {
    await stage.run("people:suspend", "unfinished");
    stage.now = LATER;
    expect(await stage.run("people:restore", "unfinished")).toEqual({
      code: 0,
      out: "unfinished is no longer suspended; their next sign-in completes the first one.",
      err: "",
    });
    expect(await theirs()).toEqual([BEGUN]);
    await provision(stage, { sub: "unfinished", federation: throughProvider() });
    expect(await theirs()).toEqual([
      {
        ...PLACEHOLDER,
        status: "active",
        origin: "federation",
        createdAt: LATER.toISOString(),
        joined: { tenantId: "acme", role: "member", since: BEGUN.since },
        email: ADAS_ADDRESS,
        emailVerified: false,
        addresses: new Set([ADAS_ADDRESS]),
        accounts: new Set([ADAS_ACCOUNT.toLowerCase()]),
        federatedAs: ADAS_ACCOUNT,
        name: "Ada Lovelace",
      },
      BEGUN,
    ]);
  });
});

describe("people:suspend of somebody to whom accounts at a provider are linked", () => {
  test("excludes the accounts, whatever address they bring, and people:restore lifts them", async () => {
    await stage.put("PeopleTable", fullProfile({ accounts: new Set(["corp_ada-1"]) }));
    await stage.run("people:suspend", ADA);
    const again = () =>
      provision(stage, { sub: ADA_AGAIN, address: "ada@other.example", linked: ["corp_ada-1"] });
    expect(await again()).toEqual({ kind: "nowhere", reason: "excluded" });
    await stage.run("people:restore", ADA);
    expect((await again()).kind).toBe("provisioned");
  });
});

describe("people:suspend of somebody who has proven several addresses", () => {
  const MOVED = fullProfile({
    email: "ada@new.example",
    provenAddresses: new Set([ADAS_ADDRESS, "ada@new.example", "a.da@gmail.com"]),
  });

  test("excludes every one of them, and people:restore lifts every one", async () => {
    await stage.put("PeopleTable", MOVED);
    await stage.run("people:suspend", ADA);
    const excluded = ["ada@new.example", ADAS_ADDRESS, "ada@gmail.com"];
    for (const address of excluded)
      expect(await stage.all("PeopleTable")).toContainEqual(exclusion("suspended", NOW, address));
    for (const address of [ADAS_ADDRESS, "ad.a+x@googlemail.com"])
      expect(await provision(stage, { sub: ADA_AGAIN, address })).toEqual({
        kind: "nowhere",
        reason: "excluded",
      });

    await stage.run("people:restore", ADA);
    expect((await stage.all("PeopleTable")).filter(({ item }) => item === "exclusion")).toEqual([]);
  });

  test("warns of others who have one of them", async () => {
    await stage.put("PeopleTable", MOVED, fullProfile({ sub: ADA_AGAIN, email: "ada@other.example" }));
    await stage.put("PeopleTable", fullProfile({ sub: "sibling", email: "ad.a@googlemail.com" }));
    const { out } = await stage.run("people:suspend", ADA);
    expect(out).toContain("people:suspend -- sibling");
    expect(out).not.toContain(`people:suspend -- ${ADA_AGAIN}`);
  });

  test("is found under each of them", async () => {
    await stage.put("PeopleTable", MOVED);
    const { out } = await stage.run("people:show", ADAS_ADDRESS);
    expect(out).toContain(`proven before a.da@gmail.com, ${ADAS_ADDRESS}`);
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
        fullProfile({ status: "suspended" }),
        membership(),
        exclusion("suspended", NOW),
      ]);
    },
  );

  test("people:restore by sub makes active again, lifts the exclusion, and may be repeated", async () => {
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [`${ADA} is active again and can sign in.`, `The address ${ADAS_ADDRESS} is not excluded.`].join(
        "\n",
      ),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership()]);
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [`${ADA} was active already.`, `The address ${ADAS_ADDRESS} is not excluded.`].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership()]);
  });

  test("people:restore takes an address that one person has", async () => {
    expect((await stage.run("people:restore", "Ada@Acme.example")).code).toBe(0);
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership()]);
  });

  test("people:lift-exclusion lifts the exclusion alone", async () => {
    expect(await stage.run("people:lift-exclusion", "Ada@Acme.example")).toEqual({
      code: 0,
      out: [
        `The address ${ADAS_ADDRESS} is no longer excluded (it was: suspended since ${NOW}).`,
        "A profile that is suspended or removed stays so; people:show finds it.",
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([fullProfile({ status: "suspended" }), membership()]);
    expect((await provision(stage, { sub: ADA_AGAIN, policy: "domain" })).kind).toBe("provisioned");
    expect(await stage.run("people:lift-exclusion", ADAS_ADDRESS)).toEqual({
      code: 0,
      out: `The address ${ADAS_ADDRESS} was not excluded.`,
      err: "",
    });
  });
});

describe("people:restore", () => {
  // One call each: find, find for two marks, findSharing, lift twice, changeStatus.
  test.each([1, 2, 3, 4, 5, 6, 7])(
    "that is interrupted before call %i is finished by running it again",
    async (call) => {
      const proven = federated({ emailVerified: true });
      await stage.put("PeopleTable", proven);
      await stage.run("people:suspend", ADA);
      const ports: RestorationPorts = {
        people: operatorPeopleTable(stage.client, nameOf("PeopleTable")),
        exclusions: exclusionsTable(stage.client, nameOf("PeopleTable")),
      };
      await expect(restorePerson(crashAtCall(call, ports), ADA, changeAt(NOW))).rejects.toThrow("crash");
      expect((await stage.run("people:restore", ADA)).code).toBe(0);
      expect(await stage.all("PeopleTable")).toEqual([proven, membership()]);
    },
  );

  test("of somebody active leaves the exclusion of somebody else, and says how it is lifted", async () => {
    await stage.put("PeopleTable", exclusion("suspended", NOW));
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} was active already.`,
        `The address ${ADAS_ADDRESS} stays excluded for new users: suspended since ${NOW}. If it is meant for nobody else, ` +
          `lift it with: npm run people:lift-exclusion -- ${ADAS_ADDRESS}`,
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile(),
      membership(),
      exclusion("suspended", NOW),
    ]);
  });

  test("of an active profile does not lift the suspension of another with the same mailbox", async () => {
    await stage.put("PeopleTable", OTHER_USER);
    await stage.run("people:suspend", ADA_AGAIN);
    expect((await stage.run("people:restore", ADA)).out).toBe(
      [
        `${ADA} was active already.`,
        `The address ${ADAS_ADDRESS} stays excluded for new users: ${ADA_AGAIN} has it and stays suspended.`,
      ].join("\n"),
    );
    expect((await provision(stage, { sub: "new" })).kind).toBe("nowhere");
  });

  test("of one of two suspended profiles leaves the exclusion to the other, whose restoration lifts it", async () => {
    await stage.put("PeopleTable", OTHER_USER);
    await stage.run("people:suspend", ADA_AGAIN);
    await stage.run("people:suspend", ADA);
    expect((await stage.run("people:restore", ADA)).out).toBe(
      [
        `${ADA} is active again and can sign in.`,
        `The address ${ADAS_ADDRESS} stays excluded for new users: ${ADA_AGAIN} has it and stays suspended.`,
      ].join("\n"),
    );
    expect(await stage.all("PeopleTable")).toEqual([
      { ...OTHER_USER, status: "suspended" },
      fullProfile(),
      membership(),
      exclusion("suspended", NOW),
    ]);
    await stage.run("people:restore", ADA_AGAIN);
    expect(await stage.all("PeopleTable")).toEqual([OTHER_USER, fullProfile(), membership()]);
  });

  test("lifts the exclusion of a provider account", async () => {
    await stage.put("PeopleTable", federated());
    await stage.run("people:suspend", ADA);
    expect((await stage.run("people:restore", ADA)).out).toBe(
      [
        `${ADA} is active again and can sign in.`,
        `The address ${ADAS_ADDRESS} is not excluded.`,
        `The provider account ${ADAS_ACCOUNT} is not excluded.`,
      ].join("\n"),
    );
    expect(await stage.all("PeopleTable")).toEqual([federated(), membership()]);
  });

  test("of an unproven address does not lift what stands against whoever has it", async () => {
    await stage.put("PeopleTable", federated({ status: "suspended" }), exclusion("suspended", NOW));
    await stage.run("people:restore", ADA);
    expect(await stage.all("PeopleTable")).toEqual([federated(), membership(), exclusion("suspended", NOW)]);
  });

  test("by sub leaves the exclusion of somebody else who was removed", async () => {
    await stage.put("PeopleTable", fullProfile({ status: "suspended" }), exclusion("removed", NOW));
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 0,
      out: [
        `${ADA} is active again and can sign in.`,
        `The address ${ADAS_ADDRESS} stays excluded for new users: a person who had it was removed at ${NOW}.`,
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("PeopleTable")).toEqual([fullProfile(), membership(), exclusion("removed", NOW)]);
  });

  test("does not bring back somebody removed, and says what does", async () => {
    await stage.put(
      "PeopleTable",
      fullProfile({ status: "removed", removedAt: NOW }),
      exclusion("removed", NOW),
    );
    expect(await stage.run("people:restore", ADA)).toEqual({
      code: 1,
      out: "",
      err:
        `${ADA} was removed at ${NOW}, and their memberships with them: there is nothing to restore. ` +
        "To bring them back at their next sign-in, invite their address: " +
        "npm run invitations:create -- <e-mail> --tenant <id>",
    });
    await stage.put("PeopleTable", federated({ status: "removed", removedAt: NOW }));
    expect((await stage.run("people:restore", ADA)).err).toMatch(
      /<id> \(only if authoritativeFor of their identity provider lists the domain of the address\)$/,
    );
    await stage.put("PeopleTable", fullProfile({ status: "removed", removedAt: NOW }));
    expect(await stage.all("PeopleTable")).toEqual([
      fullProfile({ status: "removed", removedAt: NOW }),
      membership(),
      exclusion("removed", NOW),
    ]);
  });
});
