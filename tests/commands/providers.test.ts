import { ACME, provider } from "../harness/people";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME);
});
afterEach(() => stage.stop());

const item = () => stage.get("TenantsTable", { id: "provider#acmesaml" });
const done = (...lines: string[]) => ({ code: 0, out: lines.join("\n"), err: "" });
const refused = (err: string) => ({ code: 1, out: "", err });
const BOUND = provider("AcmeSaml", {
  tenantId: "acme",
  authoritativeFor: ["acme.example"],
  changedBy: { kind: "command", id: "tenants:bind-provider" },
  changedAt: "2026-05-01T12:00:00.000Z",
});
const bind = (name = "AcmeSaml") =>
  stage.run("tenants:bind-provider", name, "--tenant", "acme", "--authoritative-for", "Acme.Example");

describe("tenants:bind-provider", () => {
  test("says whom a provider brings, and may be repeated", async () => {
    const what = "everybody joins acme; it proves addresses of acme.example";
    expect(await bind()).toEqual(done(`AcmeSaml is bound: ${what}.`));
    expect(await item()).toEqual(BOUND);
    expect(await bind()).toEqual(done(`AcmeSaml was bound already: ${what}.`));
    expect(await item()).toEqual(BOUND);
  });

  test("changes a binding, also one of the stack", async () => {
    await stage.put("TenantsTable", { ...BOUND, managedBy: "stack" });
    expect(await stage.run("tenants:bind-provider", "acmesaml")).toEqual(
      done("acmesaml is bound: people find their place by their address; it proves no address."),
    );
    expect(await item()).toMatchObject({ name: "acmesaml", managedBy: "operator", version: 2 });
    expect(await item()).not.toHaveProperty("tenantId");
  });

  test("refuses a tenant that does not exist, and the platform", async () => {
    expect(await stage.run("tenants:bind-provider", "AcmeSaml", "--tenant", "initech")).toEqual(
      refused("There is no tenant initech. To create it: npm run tenants:create -- initech --name <name>"),
    );
    expect((await stage.run("tenants:bind-provider", "AcmeSaml", "--tenant", "platform")).code).toBe(1);
    expect(await item()).toBeUndefined();
  });

  test.each([
    [
      ["Acme_Saml"],
      "Acme_Saml is not the name of an identity provider: 1 to 32 characters without spaces and underscores",
    ],
    [
      ["AcmeSaml", "--authoritative-for", "acme"],
      "acme is not a domain name in ASCII (international ones in their xn-- form)",
    ],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("tenants:bind-provider", ...words);
    expect([code, err.split("\n")[0]]).toEqual([64, complaint]);
  });
});

test("tenants:unbind-provider ends a binding, which stays to be seen", async () => {
  await bind();
  expect(await stage.run("tenants:unbind-provider", "ACMESAML")).toEqual(
    done("AcmeSaml is no longer bound."),
  );
  const { listing, sortKey, ...kept } = BOUND;
  expect(await item()).toEqual({
    ...kept,
    status: "unbound",
    version: 2,
    changedBy: { kind: "command", id: "tenants:unbind-provider" },
  });
  expect(await stage.run("tenants:unbind-provider", "AcmeSaml")).toEqual(
    refused("The identity provider AcmeSaml is not bound."),
  );
});

test("tenants:list-providers tells those that are bound, through the listing", async () => {
  expect(await stage.run("tenants:list-providers")).toEqual(done("No identity provider is bound."));
  await bind();
  await stage.run("tenants:bind-provider", "Google");
  const listed = stage.requestsDuring(async () => {
    expect(await stage.run("tenants:list-providers")).toEqual(
      done(
        "AcmeSaml: everybody joins acme; it proves addresses of acme.example",
        "Google: people find their place by their address; it proves no address",
      ),
    );
  });
  expect(await listed).toEqual(["ListTables", "Query"]);
  await stage.run("tenants:unbind-provider", "Google");
  expect(JSON.parse((await stage.run("tenants:list-providers", "--json")).out)).toHaveLength(1);
});
