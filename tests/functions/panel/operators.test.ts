import { describeInBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import { inPanel } from "./in-panel";
import type { PanelVisit } from "./panel-visit";

describeInBrowser("the platform in the eyes of an operator", () => {
  const panel = inPanel("olga@platform.example");
  let api: FakeApi;
  let visit: PanelVisit;
  beforeEach(async () => {
    ({ api, visit } = panel);
    await visit.sees("Tenants");
  });

  test("a tenant is created, and its first admin invited", async () => {
    await visit.follow("Create a tenant");
    await visit.fill({ Name: "Acme again", Id: "acme" });
    await visit.press("Create");
    await visit.reads("There is a tenant of this id already.");
    await visit.fill({ Name: "Echo", Id: "echo" });
    await visit.press("Create");
    await visit.reads("Echo is created. Invite its first admin.");
    await visit.sees("Invite people");
    await visit.fill({ "E-mail addresses": "eva@echo.example" });
    await visit.field("Role").selectOption("Admin");
    await visit.press("Invite");
    await visit.reads("Invited as an admin.");
    expect(api.tenants.get("echo")).toMatchObject({
      defaultRole: "viewer",
      invitations: [{ email: "eva@echo.example", role: "admin" }],
    });
  });

  test("a tenant is searched, opened, suspended and restored", async () => {
    await visit.field("Search by the beginning of a name").fill("acm");
    await visit.reads("1 tenant");
    await visit.follow("Acme");
    await visit.sees("Members");
    await visit.follow("Bob Byte");
    await visit.sees("Bob Byte");
    await visit.press("Suspend");
    await visit.reads("Bob Byte is suspended.");
    expect(api.requests()).toContain("PATCH /tenants/acme/members/bob-byte");
    await visit.page
      .getByRole("navigation", { name: "Acme" })
      .getByRole("link", { name: "Settings" })
      .click();
    await visit.press("Suspend the tenant");
    await visit.confirm("Suspend the tenant");
    await visit.reads("Acme is suspended.");
    expect(api.tenants.get("acme")?.status).toBe("suspended");
    await visit.press("Restore the tenant");
    await visit.reads("Acme is restored.");
    expect(api.tenants.get("acme")?.status).toBe("active");
    await visit.page.getByRole("navigation", { name: "Acme" }).getByRole("link", { name: "Audit" }).click();
    await visit.reads("Bob Byte joined as a member.");
  });

  test("a domain is claimed, its record copied, checked until it is there, and released", async () => {
    await visit.open("#/tenants/acme/domains");
    await visit.sees("Domains");
    await visit.fill({ Domain: "acme.dev" });
    await visit.press("Claim");
    await visit.reads("acme.dev is claimed. Now prove it.");
    const row = visit.page.locator(".rows li", { hasText: "acme.dev" });
    expect(await row.getByLabel("Name of the record", { exact: true }).inputValue()).toBe(
      "_cognito-triggers.acme.dev",
    );
    await visit.press("Check now: acme.dev");
    await visit.reads("The DNS does not show the record yet. Try again in a while.");
    Object.assign(api.tenants.get("acme")?.domains.at(-1) ?? {}, { isInDns: true });
    await visit.press("Check now: acme.dev");
    await visit.reads("acme.dev is proven.");
    await visit.press("Release: acme.dev");
    await visit.confirm("Release");
    await visit.reads("acme.dev is released.");
    expect(api.tenants.get("acme")?.domains.map(({ domain }) => domain)).toEqual([
      "acme.example",
      "acme.test",
    ]);
  });

  test("a person is found by address, suspended, restored, and erased only by who types the address", async () => {
    await visit.follow("People");
    await visit.fill({ "E-mail address": "nobody@acme.example" });
    await visit.press("Find");
    await visit.reads("Nobody has or had nobody@acme.example.");
    api.exclusions.push({ status: "suspended", since: "2026-05-02T10:00:00.000Z", tenantId: null });
    await visit.press("Find");
    await visit.sees("People");
    const keptOut = visit.page.locator(".rows li", { hasText: "This address" });
    expect(await keptOut.innerText()).toMatch(/^This address\s+Everywhere\s+Suspended\s+Since May 2, 2026$/);
    await visit.fill({ "E-mail address": "bob@acme.example" });
    await visit.press("Find");
    await visit.follow("Bob Byte");
    await visit.sees("Bob Byte");
    await visit.reads("bob@acme.example, bobby@former.example");
    const rows = visit.page.locator(".rows li");
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/^acme\s+Member\s+Active$/),
      expect.stringMatching(/^Address bobby@former.example\s+In bravo\s+Removed\s+Since May 2, 2026$/),
      expect.stringMatching(/^bob-again\s+Address not proven\s+Suspended$/),
    ]);
    await visit.press("Suspend");
    await visit.confirm("Suspend");
    await visit.reads("Bob Byte is suspended everywhere.");
    await visit.press("Restore");
    await visit.reads("Bob Byte is restored.");
    await visit.press("Erase this person");
    await visit.fill({ "Type bob@acme.example to confirm": "bob@acme" });
    await visit.confirm("Erase for ever");
    await visit.reads("This is not bob@acme.example");
    expect(api.people[0]).toMatchObject({ status: "active" });
    await visit.fill({ "Type bob@acme.example to confirm": "bob@acme.example" });
    await visit.confirm("Erase for ever");
    await visit.reads("The person is erased.");
    expect(api.people[0]).toMatchObject({ status: "removed", email: null });
  });

  test("a client is registered, its ceiling changed, and it is released", async () => {
    await visit.follow("Clients");
    await visit.follow("Register a client");
    await visit.fill({
      "Id of the app client": "machine9",
      Name: "Nightly report",
      Tenant: "acme",
      "Highest scopes": "api/members.read\napi/profile.read",
    });
    await visit.field("Whose it is").selectOption("A machine");
    await visit.press("Register");
    await visit.reads("Nightly report is registered.");
    await visit.sees("Nightly report");
    await visit.fill({ "Highest scopes": "api/members.read" });
    await visit.press("Save");
    await visit.reads("Nightly report is changed. Tokens from now on follow it.");
    expect(api.clients.at(-1)).toEqual({
      clientId: "machine9",
      name: "Nightly report",
      kind: "machine",
      tenantId: "acme",
      scopes: ["api/members.read"],
      managedBy: "operator",
      status: "registered",
      version: 2,
    });
    await visit.press("Release this client");
    await visit.confirm("Release");
    await visit.reads("Nightly report is released.");
    await visit.page.locator("dd", { hasText: "Released" }).waitFor();
    await visit.open("#/clients/web1");
    await visit.reads("The deployment looks after this client.");
    expect(await visit.page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });

  test("operators are the members of the platform", async () => {
    await visit.follow("Operators");
    await visit.sees("Operators");
    await visit.reads("2 operators");
    await visit.follow("Invite people");
    await visit.sees("Invite operators");
    expect(await visit.field("Role").inputValue()).toBe("viewer");
  });

  test("an operator who only looks finds nothing to change", async () => {
    await visit.press("Sign out");
    await panel.enter("lena@platform.example");
    for (const address of [
      "#/tenants",
      "#/tenants/acme/members/bob-byte",
      "#/tenants/acme/invitations",
      "#/tenants/acme/domains",
      "#/tenants/acme/settings",
      "#/people/bob-byte",
      "#/clients",
      "#/clients/agent7",
    ]) {
      await visit.open(address);
      const controls = visit.page.locator("main").locator("button, form, a.button");
      const changing = (await controls.allTextContents()).filter(
        (text) => !["Copy", "Show more"].includes(text),
      );
      expect([address, changing]).toEqual([address, []]);
    }
  });
});
