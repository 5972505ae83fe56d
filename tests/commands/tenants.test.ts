import { isPublicMailDomain } from "../../shared/tenants/public-mail-domains";
import { withoutChange } from "../harness/change-context";
import { type Dns, startTestDns } from "../harness/dns";
import { ACME, ACMES_DOMAIN, GLOBEX, ownedDomain } from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN);
});
afterEach(() => stage.stop());

const BEFORE = withoutChange([ACMES_DOMAIN, ACME, GLOBEX]);
const NOW = "2026-05-01T12:00:00.000Z";
const listed = (id: string, name: string) => ({ listing: "tenants", sortKey: `${name.toLowerCase()}#${id}` });
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
      {
        id: "tenant#initech",
        name: "Initech & Sons",
        status: "active",
        defaultRole: "member",
        version: 1,
        createdAt: NOW,
        ...listed("initech", "Initech & Sons"),
      },
    ]);
  });

  test("takes another default role", async () => {
    await stage.run("tenants:create", "initech", "--name", "Initech", "--default-role", "viewer");
    expect((await tenants()).at(-1)).toMatchObject({ id: "tenant#initech", defaultRole: "viewer" });
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
    expect([code, err.split("\n")[0]]).toEqual([64, complaint]);
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
    const [domain, acme, globex] = BEFORE;
    const suspended = { ...acme, status: "suspended", version: 2, ...listed("acme", "Acme") };
    expect(await tenants()).toEqual([domain, suspended, globex]);
    expect(await stage.run("tenants:suspend", "acme")).toEqual(
      done(
        "The tenant acme was already suspended. Within a minute, no more tokens are issued for it.",
        expiry,
      ),
    );
    expect(await stage.run("tenants:restore", "acme")).toEqual(
      done("The tenant acme is active again, within a minute."),
    );
    const restored = [domain, { ...suspended, status: "active", version: 3 }, globex];
    expect(await tenants()).toEqual(restored);
    expect(await stage.run("tenants:restore", "acme")).toEqual(done("The tenant acme was active already."));
    expect(await tenants()).toEqual(restored);
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

describe("tenants:list", () => {
  beforeEach(async () => {
    await stage.run("tenants:create", "zebra", "--name", "Acme South");
    await stage.run("tenants:create", "acme-north", "--name", "Nordic");
    await stage.run("tenants:create", "initech", "--name", "Initech", "--default-role", "viewer");
  });

  test("lists tenants by name", async () => {
    expect(await stage.run("tenants:list")).toEqual(
      done(
        "zebra (Acme South): active, newcomers become member",
        "initech (Initech): active, newcomers become viewer",
        "acme-north (Nordic): active, newcomers become member",
      ),
    );
  });

  test("finds them by the beginning of a name, and then of an id, each once", async () => {
    const { out } = await stage.run("tenants:list", "--search", "ACM", "--json");
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toEqual(["zebra", "acme-north"]);
    const initech = await stage.run("tenants:list", "--search", "init", "--json");
    expect(JSON.parse(initech.out)).toHaveLength(1);
    expect((await stage.run("tenants:list", "--search", "x")).out).toBe("There is no such tenant.");
  });
});

const RECORD = "_cognito-triggers.globex.example";
const GLOBEX_CLAIMS = ["tenants:claim-domain", "globex", "globex.example"] as const;
const GLOBEX_PROVES = ["tenants:prove-domain", "globex", "globex.example"] as const;

/** Claims the domain, and returns the text that proves it. */
async function claim(tenantId: string): Promise<string> {
  const { out } = await stage.run("tenants:claim-domain", tenantId, "globex.example");
  return /value {2}(\S+)/.exec(out)?.[1] ?? "";
}
const domains = async () => (await tenants()).filter(({ id }) => /^(domain|claim)#/.test(String(id)));
const owned = (changes: object = {}) =>
  withoutChange([ownedDomain("globex.example", "globex", { provenAt: NOW, how: "dns", ...changes })])[0];

describe("a domain", () => {
  let dns: Dns;
  beforeEach(async () => {
    dns = await startTestDns();
    stage.running = { pool: "http://127.0.0.1:1", dns: dns.address };
  });
  afterEach(() => dns.stop());

  test("that is claimed is nobody's, and the record that proves it stays the same", async () => {
    const token = await claim("globex");
    expect(token).toMatch(/^[\w-]{32}$/);
    const { code, out, err } = await stage.run(...GLOBEX_CLAIMS);
    expect([code, err, out.split("\n")]).toEqual([
      0,
      "",
      [
        "globex claims globex.example. Whoever runs the DNS of globex.example makes this record:",
        `  name   ${RECORD}`,
        "  type   TXT",
        `  value  ${token}`,
        "Once it is there:",
        "  npm run tenants:prove-domain -- globex globex.example",
      ],
    ]);
    expect((await domains()).map(({ id, status }) => [id, status])).toEqual([
      ["claim#globex.example#globex", "open"],
      ["domain#acme.example", "owned"],
    ]);
  });

  test("is owned once the record is there, in whatever company, and may be proven again", async () => {
    const token = await claim("globex");
    dns.set(RECORD, ["v=spf1 -all", token]);
    expect(await stage.run(...GLOBEX_PROVES)).toEqual(done("The tenant globex owns globex.example."));
    const after = await domains();
    expect(after).toContainEqual(owned());
    expect(after[0]).toMatchObject({ id: "claim#globex.example#globex", status: "proven", version: 2 });
    expect(after[0]).not.toHaveProperty("listing");
    dns.set(RECORD, []);
    expect(await stage.run(...GLOBEX_PROVES)).toEqual(
      done(`The tenant globex owned globex.example already, by a record in DNS since ${NOW}.`),
    );
    expect(await domains()).toEqual(after);
  });

  test.each<[string, (token: string) => string[] | undefined, string]>([
    ["is not there", () => undefined, `DNS has no TXT record ${RECORD}.`],
    ["is empty", () => [], `DNS has no TXT record ${RECORD}.`],
    ["says something else", () => ["other"], `The TXT record ${RECORD} says something else.`],
    ["says more", (token) => [`${token} `, `${token}x`, token.slice(1)], "says something else."],
    ["is in another case", (token) => [token.toUpperCase()], "says something else."],
  ])("is not proven by a record that %s", async (_, texts, complaint) => {
    const token = await claim("globex");
    dns.set(RECORD, texts(token));
    const { code, err } = await stage.run(...GLOBEX_PROVES);
    expect([code, err]).toEqual([1, expect.stringContaining(complaint)]);
    expect((await domains()).map(({ status }) => status)).toEqual(["open", "owned"]);
  });

  test("is not proven by another tenant's record, nor without a claim", async () => {
    const token = await claim("globex");
    dns.set(RECORD, [token]);
    expect(await stage.run("tenants:prove-domain", "acme", "globex.example")).toEqual(
      refused(
        "acme does not claim globex.example. To claim it: npm run tenants:claim-domain -- acme globex.example",
      ),
    );
    await claim("acme");
    expect((await stage.run("tenants:prove-domain", "acme", "globex.example")).code).toBe(1);
  });

  test("that two tenants can prove goes to the first one", async () => {
    dns.set(RECORD, [await claim("globex"), await claim("acme")]);
    await stage.run(...GLOBEX_PROVES);
    expect(await stage.run("tenants:prove-domain", "acme", "globex.example")).toEqual(
      refused(
        "globex.example is owned by globex. To release it first: npm run tenants:release-domain -- globex globex.example",
      ),
    );
    expect(await domains()).toContainEqual(owned());
  });

  test("is asked for in vain where DNS does not answer", async () => {
    await claim("globex");
    await dns.stop();
    expect(await stage.run(...GLOBEX_PROVES)).toEqual(
      refused(`DNS did not answer for ${RECORD}. Run the command again.`),
    );
  });

  test("is released by its owner alone, stays to be seen, and is somebody else's then", async () => {
    expect(await stage.run("tenants:release-domain", "globex", "acme.example")).toEqual(
      refused("globex neither owns nor claims acme.example."),
    );
    expect(await stage.run("tenants:release-domain", "acme", "acme.example")).toEqual(
      done("acme.example is released; acme owned it."),
    );
    expect(await domains()).toEqual([
      { id: "domain#acme.example", domain: "acme.example", status: "released", version: 2 },
    ]);
    const { out } = await stage.run("tenants:claim-domain", "globex", "acme.example", "--without-proof");
    expect(out).toBe("The tenant globex owns acme.example.");
    expect((await domains())[0]).toMatchObject({ tenantId: "globex", status: "owned", version: 3 });
  });

  test("that is only claimed is released as well, and claimed anew with another record", async () => {
    const first = await claim("globex");
    expect(await stage.run("tenants:release-domain", "globex", "globex.example")).toEqual(
      done("globex does not claim globex.example any more."),
    );
    dns.set(RECORD, [first]);
    expect((await stage.run(...GLOBEX_PROVES)).code).toBe(1);
    expect(await claim("globex")).not.toBe(first);
    expect((await stage.run(...GLOBEX_PROVES)).code).toBe(1);
  });

  test("is in the list of its tenant, with what proves it", async () => {
    const token = await claim("acme");
    expect(await stage.run("tenants:list-domains", "acme")).toEqual(
      done(
        "acme.example: owned since 2026-01-01T00:00:00.000Z, by the word of an operator",
        "globex.example: claimed, proven by",
        `  name   ${RECORD}`,
        "  type   TXT",
        `  value  ${token}`,
      ),
    );
    expect(await stage.run("tenants:list-domains", "globex")).toEqual(
      done("The tenant globex owns and claims no domain."),
    );
  });
});

describe("tenants:claim-domain", () => {
  test("without proof gives a domain that nobody owns, in lower case, and may be repeated", async () => {
    const words = ["tenants:claim-domain", "globex", "Globex.Example", "--without-proof"] as const;
    expect(await stage.run(...words)).toEqual(done("The tenant globex owns globex.example."));
    expect(await domains()).toContainEqual(owned({ how: "operator" }));
    const after = await tenants();
    expect(await stage.run(...words)).toEqual(
      done(`The tenant globex owned globex.example already, by the word of an operator since ${NOW}.`),
    );
    expect(await tenants()).toEqual(after);
  });

  test("without proof names the owner of a domain that is taken, and leaves it", async () => {
    expect(await stage.run("tenants:claim-domain", "globex", "acme.example", "--without-proof")).toEqual(
      refused(
        "acme.example is owned by acme. To release it first: npm run tenants:release-domain -- acme acme.example",
      ),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test.each([[], ["--without-proof"]])("refuses a tenant that does not exist %j", async (...words) => {
    expect(await stage.run("tenants:claim-domain", "initech", "initech.example", ...words)).toEqual(
      refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
    );
    expect(await tenants()).toEqual(BEFORE);
  });

  test.each([[], ["--without-proof"]])(
    "refuses the domain of a public mail provider %j",
    async (...words) => {
      expect(await stage.run("tenants:claim-domain", "acme", "GMail.com", ...words)).toEqual(
        refused(
          "gmail.com belongs to a public mail provider: every customer of that provider could become a member. " +
            "Invite people by their addresses instead.",
        ),
      );
      expect(await tenants()).toEqual(BEFORE);
    },
  );

  test.each(["acme", "acme..example", "münchen.example", "user@acme.example", "127.0.0.1"])(
    "does not take %s for a domain",
    async (word) => {
      const { code, err } = await stage.run("tenants:claim-domain", "acme", word);
      expect([code, err.split("\n")[0]]).toEqual([
        64,
        `${word} is not a domain name in ASCII (international ones in their xn-- form)`,
      ]);
      expect(await tenants()).toEqual(BEFORE);
    },
  );
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
