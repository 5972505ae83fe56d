import { ACME, client, MACHINE, WEB } from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put(
    "TenantsTable",
    ACME,
    client(WEB, { name: "web", managedBy: "stack", sortKey: `web#${WEB}` }),
  );
});
afterEach(() => stage.stop());

const AGENT = "3agent";
const registerAgent = (...scopes: string[]) =>
  stage.run(
    "clients:register",
    AGENT,
    ...["--kind", "foreign", "--name", "Agent"],
    ...scopes.flatMap((scope) => ["--scope", scope]),
  );
const item = (clientId: string) => stage.get("TenantsTable", { id: `client#${clientId}` });
const done = (...lines: string[]) => ({ code: 0, out: lines.join("\n"), err: "" });
const refused = (err: string) => ({ code: 1, out: "", err });
const NOW = "2026-05-01T12:00:00.000Z";
const EXPIRY =
  "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes at the latest.";

describe("clients:register", () => {
  test("keeps what the client is, who said so and when, and may be repeated", async () => {
    const what = "foreign, at most api/profile.read, api/members.read";
    expect(await registerAgent("api/profile.read", "api/members.read")).toEqual(
      done(`The client ${AGENT} (Agent) is registered: ${what}.`),
    );
    const registered = {
      ...client(AGENT, { name: "Agent", kind: "foreign", scopes: ["api/profile.read", "api/members.read"] }),
      changedBy: { kind: "command", id: "clients:register" },
      changedAt: NOW,
      sortKey: `agent#${AGENT}`,
    };
    expect(await item(AGENT)).toEqual(registered);
    expect(await registerAgent("api/members.read", "api/profile.read")).toEqual(
      done(`The client ${AGENT} (Agent) was registered already: ${what}.`),
    );
    expect(await item(AGENT)).toEqual(registered);
  });

  test("changes the ceiling, and counts the change", async () => {
    await registerAgent("api/members.read");
    expect(await registerAgent()).toEqual(
      done(`The client ${AGENT} (Agent) is registered: foreign, at most no scopes.`),
    );
    expect(await item(AGENT)).toMatchObject({ scopes: [], version: 2 });
  });

  test.each(["acme", "platform"])("says that a machine acts for %s", async (tenant) => {
    const words = [
      "--kind",
      "machine",
      "--name",
      "Nightly",
      "--tenant",
      tenant,
      "--scope",
      "api/members.read",
    ];
    expect(await stage.run("clients:register", MACHINE, ...words)).toEqual(
      done(
        `The client ${MACHINE} (Nightly) is registered: a machine of ${tenant}, at most api/members.read.`,
      ),
    );
    expect(await item(MACHINE)).toMatchObject({ kind: "machine", tenantId: tenant, managedBy: "operator" });
  });

  test("takes over what the stack has made", async () => {
    await stage.run("clients:register", WEB, "--kind", "foreign", "--name", "web");
    expect(await item(WEB)).toMatchObject({ kind: "foreign", managedBy: "operator", version: 2 });
  });

  test("refuses a tenant that does not exist", async () => {
    const words = ["--kind", "machine", "--name", "Nightly", "--tenant", "initech"];
    expect(await stage.run("clients:register", MACHINE, ...words)).toEqual(
      refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
    );
    expect(await item(MACHINE)).toBeUndefined();
  });

  test.each([
    [["my client", "--kind", "own", "--name", "x"], "my client is not the id of an app client"],
    [[AGENT, "--kind", "ours", "--name", "x"], "ours is not a kind of client: own, machine, foreign"],
    [[AGENT, "--kind", "own", "--name", " "], "the name of a client has 1 to 128 characters"],
    [[AGENT, "--kind", "machine", "--name", "x"], "a machine acts for a tenant, or for platform: name it"],
    [
      [AGENT, "--kind", "foreign", "--name", "x", "--tenant", "acme"],
      "only a machine acts for a tenant; people act for their own",
    ],
    [
      [AGENT, "--kind", "own", "--name", "x", "--scope", "api/members.read"],
      "a client of kind own has the scopes of each person's role, and no ceiling",
    ],
    [
      [AGENT, "--kind", "foreign", "--name", "x", "--scope", "api/members.read api/members.manage"],
      '"api/members.read api/members.manage" is not the full name of a scope',
    ],
    [[AGENT, "--kind", "foreign"], "Missing: --name <name>"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("clients:register", ...words);
    expect([code, err.split("\n")[0]]).toEqual([64, complaint]);
    expect(await stage.all("TenantsTable")).toHaveLength(2);
  });
});

describe("clients:release", () => {
  test("ends a registration, which stays to be seen", async () => {
    await registerAgent("api/members.read");
    expect(await stage.run("clients:release", AGENT)).toEqual(
      done(`The client ${AGENT} (Agent) is released.`, EXPIRY),
    );
    expect(await item(AGENT)).toEqual({
      id: `client#${AGENT}`,
      clientId: AGENT,
      name: "Agent",
      kind: "foreign",
      scopes: ["api/members.read"],
      status: "released",
      managedBy: "operator",
      version: 2,
      changedBy: { kind: "command", id: "clients:release" },
      changedAt: NOW,
    });
    expect(await stage.run("clients:release", AGENT)).toEqual(
      refused(`The client ${AGENT} is not registered.`),
    );
  });
  test("says so when there is none", async () => {
    expect(await stage.run("clients:release", AGENT)).toEqual(
      refused(`The client ${AGENT} is not registered.`),
    );
  });
});

describe("clients:list and clients:show", () => {
  test("tell what is registered, by name, page by page through the listing", async () => {
    const words = ["--kind", "machine", "--name", "Nightly", "--tenant", "acme"];
    await stage.run("clients:register", MACHINE, ...words);
    await registerAgent("api/members.read");
    const listed = stage.requestsDuring(async () => {
      expect(await stage.run("clients:list")).toEqual(
        done(
          `${AGENT} (Agent): foreign, at most api/members.read`,
          `${MACHINE} (Nightly): a machine of acme, at most no scopes`,
          `${WEB} (web): own, with the scopes of each person's role`,
        ),
      );
    });
    expect(await listed).toEqual(["ListTables", "Query"]);
    const { out } = await stage.run("clients:list", "--json");
    expect(JSON.parse(out).map(({ clientId }: { clientId: string }) => clientId)).toEqual([
      AGENT,
      MACHINE,
      WEB,
    ]);
    await stage.run("clients:release", AGENT);
    expect((await stage.run("clients:list")).out).not.toContain(AGENT);
    expect(JSON.parse((await stage.run("clients:show", AGENT)).out)).toMatchObject({ status: "released" });
  });

  test("say so when there is nothing", async () => {
    await stage.run("clients:release", WEB);
    expect(await stage.run("clients:list")).toEqual(done("No client is registered."));
    expect(await stage.run("clients:show", AGENT)).toEqual(refused(`The client ${AGENT} is not registered.`));
  });

  test("a machine that the stack has made acts for nobody until an operator says for whom", async () => {
    await stage.put("TenantsTable", client(MACHINE, { kind: "machine", managedBy: "stack" }));
    expect((await stage.run("clients:list")).out).toContain(
      `${MACHINE} (Client): a machine that acts for nobody yet, so it gets no token`,
    );
  });
});
