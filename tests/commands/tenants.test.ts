import { isPublicMailDomain } from "../../commands/tenants/public-mail-domains";
import { ACME, ACMES_DOMAIN, GLOBEX } from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN);
});
afterEach(() => stage.stop());

const BEFORE = [ACMES_DOMAIN, ACME, GLOBEX];
const tenants = () => stage.all("TenantsTable");
const done = (...lines: string[]) => ({ code: 0, out: lines.join("\n"), err: "" });
const refused = (err: string) => ({ code: 1, out: "", err });

describe("tenants:create", () => {
  test("creates an active tenant whose newcomers are members", async () => {
    expect(await stage.run("tenants:create", "initech", "--name", " Initech & Sons ")).toEqual(
      done("The tenant initech (Initech & Sons) is created; newcomers get the role member."),
    );
    expect(await tenants()).toEqual([
      ...BEFORE,
      { id: "tenant#initech", name: "Initech & Sons", status: "active", defaultRole: "member" },
    ]);
  });

  test("takes another default role", async () => {
    await stage.run("tenants:create", "initech", "--name", "Initech", "--default-role", "viewer");
    expect((await tenants()).at(-1)).toEqual({
      id: "tenant#initech",
      name: "Initech",
      status: "active",
      defaultRole: "viewer",
    });
  });

  test("leaves a tenant that exists as it is", async () => {
    expect(await stage.run("tenants:create", "acme", "--name", "Other", "--default-role", "admin")).toEqual(
      refused("There already is a tenant acme. Nothing was changed."),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test("refuses the reserved word", async () => {
    expect(await stage.run("tenants:create", "platform", "--name", "Platform")).toEqual(
      refused(
        "platform is not a tenant: the name is reserved for operators and for machine clients that act for every tenant.",
      ),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test.each([
    [
      ["Acme", "--name", "x"],
      "Acme is not a tenant id: 2 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen",
    ],
    [
      ["a", "--name", "x"],
      "a is not a tenant id: 2 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen",
    ],
    [["initech", "--name", "  "], "--name is empty"],
    [["initech", "--name", "x", "--default-role", "owner"], "owner is not a role: viewer, member, admin"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("tenants:create", ...words);
    expect([code, err.split("\n")[0]]).toEqual([2, complaint]);
    expect(await tenants()).toEqual(BEFORE);
  });
});

describe("tenants:suspend and tenants:restore", () => {
  test("change the status and nothing else, and may be repeated", async () => {
    const expiry =
      "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes at the latest.";
    expect(await stage.run("tenants:suspend", "acme")).toEqual(
      done("The tenant acme is suspended. Within a minute, no more tokens are issued for it.", expiry),
    );
    expect(await tenants()).toEqual([ACMES_DOMAIN, { ...ACME, status: "suspended" }, GLOBEX]);
    expect(await stage.run("tenants:suspend", "acme")).toEqual(
      done(
        "The tenant acme was already suspended. Within a minute, no more tokens are issued for it.",
        expiry,
      ),
    );
    expect(await stage.run("tenants:restore", "acme")).toEqual(
      done("The tenant acme is active again, within a minute."),
    );
    expect(await tenants()).toEqual(BEFORE);
    expect(await stage.run("tenants:restore", "acme")).toEqual(done("The tenant acme was active already."));
    expect(await tenants()).toEqual(BEFORE);
  });

  test.each(["tenants:suspend", "tenants:restore"])(
    "%s makes no tenant of an unknown id",
    async (command) => {
      expect(await stage.run(command, "initech")).toEqual(
        refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
      );
      expect(await tenants()).toEqual(BEFORE);
    },
  );
});

describe("tenants:claim-domain", () => {
  test("gives a domain that nobody owns, in lower case, and may be repeated", async () => {
    expect(await stage.run("tenants:claim-domain", "globex", "Globex.Example")).toEqual(
      done("The tenant globex owns globex.example."),
    );
    const after = [ACMES_DOMAIN, { id: "domain#globex.example", tenantId: "globex" }, ACME, GLOBEX];
    expect(await tenants()).toEqual(after);
    expect(await stage.run("tenants:claim-domain", "globex", "globex.example")).toEqual(
      done("The tenant globex owned globex.example already."),
    );
    expect(await tenants()).toEqual(after);
  });

  test("names the owner of a domain that is taken, and leaves it", async () => {
    expect(await stage.run("tenants:claim-domain", "globex", "acme.example")).toEqual(
      refused(
        "acme.example is owned by acme. To release it first: npm run tenants:release-domain -- acme.example",
      ),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test("refuses a tenant that does not exist", async () => {
    expect(await stage.run("tenants:claim-domain", "initech", "initech.example")).toEqual(
      refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test("refuses the domain of a public mail provider", async () => {
    expect(await stage.run("tenants:claim-domain", "acme", "GMail.com")).toEqual(
      refused(
        "gmail.com belongs to a public mail provider: every customer of that provider could become a member. " +
          "Invite people by their addresses instead.",
      ),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test.each(["acme", "acme..example", "münchen.example", "user@acme.example", "127.0.0.1"])(
    "does not take %s for a domain",
    async (word) => {
      const { code, err } = await stage.run("tenants:claim-domain", "acme", word);
      expect([code, err.split("\n")[0]]).toEqual([
        2,
        `${word} is not a domain name in ASCII (international ones in their xn-- form)`,
      ]);
      expect(await tenants()).toEqual(BEFORE);
    },
  );
});

describe("tenants:release-domain", () => {
  test("names the owner it takes the domain from, and somebody else can then claim it", async () => {
    expect(await stage.run("tenants:release-domain", "acme.example")).toEqual(
      done("acme.example is released; acme owned it."),
    );
    expect(await tenants()).toEqual([ACME, GLOBEX]);
    expect((await stage.run("tenants:claim-domain", "globex", "acme.example")).code).toBe(0);
    expect(await tenants()).toEqual([{ ...ACMES_DOMAIN, tenantId: "globex" }, ACME, GLOBEX]);
  });

  test("says so when nobody owns the domain", async () => {
    expect(await stage.run("tenants:release-domain", "globex.example")).toEqual(
      refused("No tenant owns globex.example."),
    );
  });
});

describe("tenants:register-client", () => {
  const CLIENT = "2machine34567890examplemach";

  test.each(["acme", "platform"])("registers a machine client for %s, and may be repeated", async (id) => {
    expect(await stage.run("tenants:register-client", id, CLIENT)).toEqual(
      done(`The client ${CLIENT} now acts for ${id}.`),
    );
    const after = [{ id: `client#${CLIENT}`, tenantId: id }, ...BEFORE];
    expect(await tenants()).toEqual(after);
    expect(await stage.run("tenants:register-client", id, CLIENT)).toEqual(
      done(`The client ${CLIENT} already acts for ${id}.`),
    );
    expect(await tenants()).toEqual(after);
  });

  test("does not hand a client from one tenant to another until it is released", async () => {
    await stage.run("tenants:register-client", "acme", CLIENT);
    expect(await stage.run("tenants:register-client", "platform", CLIENT)).toEqual(
      refused(
        `${CLIENT} is registered for acme. To release it first: npm run tenants:release-client -- ${CLIENT}`,
      ),
    );
    expect(await tenants()).toEqual([{ id: `client#${CLIENT}`, tenantId: "acme" }, ...BEFORE]);
    expect(await stage.run("tenants:release-client", CLIENT)).toEqual(
      done(`The client ${CLIENT} is released; it acted for acme.`),
    );
    expect(await tenants()).toEqual(BEFORE);
    expect(await stage.run("tenants:release-client", CLIENT)).toEqual(
      refused(`The client ${CLIENT} is not registered.`),
    );
  });

  test("refuses a tenant that does not exist", async () => {
    expect((await stage.run("tenants:register-client", "initech", CLIENT)).code).toBe(1);
    expect(await tenants()).toEqual(BEFORE);
  });

  test("does not take just anything for the id of a client", async () => {
    const { code, err } = await stage.run("tenants:register-client", "acme", "my client");
    expect([code, err.split("\n")[0]]).toEqual([2, "my client is not the id of an app client"]);
  });
});

describe("a public mail domain", () => {
  test.each([
    "gmail.com",
    "outlook.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "gmx.net",
    "gmx.at",
    "proton.me",
    "hotmail.fr",
    "live.de",
    "web.de",
    "qq.com",
  ])("is %s", (domain) => {
    expect(isPublicMailDomain(domain)).toBe(true);
  });
  test.each(["acme.example", "gmail.com.acme.example", "notgmail.com", "yahoo.acme.example", "live.example"])(
    "is not %s",
    (domain) => {
      expect(isPublicMailDomain(domain)).toBe(false);
    },
  );
});
