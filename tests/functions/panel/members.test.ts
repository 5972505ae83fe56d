import { describeInBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import type { FakeMember } from "./fake-tenant";
import { inPanel } from "./in-panel";
import type { PanelVisit } from "./panel-visit";

describeInBrowser("the members of a tenant", () => {
  const panel = inPanel("ada@acme.example");
  let api: FakeApi;
  let visit: PanelVisit;
  beforeEach(async () => {
    ({ api, visit } = panel);
    await visit.sees("Members");
    await visit.reads("25 or more members");
  });

  const bob = () => member("bob-byte");
  const member = (sub: string) =>
    api.tenants.get("acme")?.members.find((one) => one.sub === sub) as FakeMember;
  const rows = () => visit.page.locator(".rows li");
  const changes = () =>
    api.sent.filter(({ request }) => !request.startsWith("GET ") && !request.startsWith("POST /auth/"));

  test("are shown in pages", async () => {
    expect(await rows().count()).toBe(25);
    await visit.press("Show more");
    await visit.reads("34 members");
    expect(await rows().count()).toBe(34);
    expect(await visit.page.getByRole("button", { name: "Show more" }).count()).toBe(0);
  });

  test("are searched as one types, and filtered, and coming back finds the list as it was", async () => {
    await visit.field("Search by the beginning of a name or an address").fill("gra");
    await visit.reads("1 member");
    expect(await rows().allInnerTexts()).toEqual([
      expect.stringMatching(/^Grace Hopper\ngrace@acme.example/),
    ]);
    await visit.field("Search by the beginning of a name or an address").fill("");
    await visit.field("Status").selectOption("Suspended");
    await visit.reads("1 member");
    await visit.follow("Emmy Noether");
    await visit.sees("Emmy Noether");
    await visit.page.goBack();
    await visit.sees("Members");
    await visit.reads("1 member");
    expect(await visit.field("Status").inputValue()).toBe("suspended");
    await visit.field("Role").selectOption("Admin");
    await visit.reads("No members fit.");
  });

  test("a role is changed on the version that was read, and changed back", async () => {
    await visit.follow("Bob Byte");
    await visit.sees("Bob Byte");
    await visit.field("New role").selectOption("Admin");
    await visit.press("Change role");
    await visit.reads("Bob Byte is now an admin.");
    expect(bob()).toMatchObject({ role: "admin", version: 2 });
    await visit.press("Undo");
    await visit.reads("That is undone: Bob Byte is as before.");
    expect(bob()).toMatchObject({ role: "member", version: 3 });
    expect(changes()).toEqual([
      { request: "PATCH /members/bob-byte", body: { role: "admin" }, version: "1" },
      { request: "PATCH /members/bob-byte", body: { role: "member" }, version: "2" },
    ]);
  });

  test("somebody is suspended and reinstated", async () => {
    await visit.follow("Bob Byte");
    await visit.press("Suspend");
    await visit.reads("Bob Byte is suspended.");
    expect(bob().status).toBe("suspended");
    await visit.press("Reinstate");
    await visit.reads("Bob Byte is reinstated.");
    expect(bob().status).toBe("active");
    await visit.press("Undo");
    await visit.reads("That is undone: Bob Byte is as before.");
    expect(bob()).toMatchObject({ status: "suspended", version: 4 });
  });

  test("who was changed meanwhile is shown as they are, and not overwritten", async () => {
    await visit.follow("Bob Byte");
    await visit.sees("Bob Byte");
    Object.assign(bob(), { role: "viewer", version: 2 });
    await visit.field("New role").selectOption("Admin");
    await visit.press("Change role");
    await visit.reads("This was changed in the meantime, so your change was not made.");
    await visit.page.locator("dd", { hasText: "Viewer" }).waitFor();
    expect(bob()).toMatchObject({ role: "viewer", version: 2 });
    await visit.press("Suspend");
    await visit.reads("Bob Byte is suspended.");
  });

  test("an undo that comes too late changes nothing", async () => {
    await visit.follow("Bob Byte");
    await visit.press("Suspend");
    await visit.reads("Bob Byte is suspended.");
    Object.assign(bob(), { version: 9 });
    await visit.press("Undo");
    await visit.reads("This was changed in the meantime, so your change was not made.");
    expect(bob()).toMatchObject({ status: "suspended", version: 9 });
  });

  test("pressing undo twice undoes once", async () => {
    await visit.follow("Bob Byte");
    await visit.press("Suspend");
    await visit.page.getByRole("button", { name: "Undo" }).dblclick();
    await visit.reads("That is undone: Bob Byte is as before.");
    expect(changes()).toHaveLength(2);
    expect(bob()).toMatchObject({ status: "active", version: 3 });
  });

  test("what the API refuses is told beside the form", async () => {
    member("grace-hopper").role = "member";
    await visit.follow("Ada Lovelace");
    await visit.sees("Ada Lovelace");
    await visit.reads("This is you.");
    await visit.field("New role").selectOption("Viewer");
    await visit.press("Change role");
    await visit.reads("A tenant needs an admin. Make somebody else one first.");
    expect(await visit.page.getByRole("button", { name: "Suspend" }).count()).toBe(0);
  });

  test("a search that is left at once does not follow to the next list", async () => {
    await visit.field("Search by the beginning of a name or an address").fill("gra");
    await visit.open("#/invitations");
    await visit.sees("Invitations");
    // Longer than the pause after which a search begins.
    await visit.page.waitForTimeout(500);
    expect(new URL(visit.page.url()).hash).toBe("#/invitations");
  });

  test("removing is asked about first; Escape and Cancel keep the person, and the focus returns", async () => {
    await visit.follow("Bob Byte");
    const remove = visit.page.getByRole("button", { name: "Remove from this tenant" });
    await remove.click();
    const dialog = visit.page.getByRole("dialog", { name: "Remove Bob Byte?" });
    await dialog.waitFor();
    await visit.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await remove.evaluate((element) => element.matches(":focus"))).toBe(true);
    await remove.click();
    await visit.press("Cancel");
    await dialog.waitFor({ state: "detached" });
    expect(changes()).toEqual([]);
    await remove.click();
    await visit.press("Remove");
    await visit.sees("Members");
    await visit.reads("Bob Byte is removed.");
    expect(changes()).toEqual([{ request: "DELETE /members/bob-byte", body: {}, version: "1" }]);
    expect(bob()).toBeUndefined();
  });

  test("a list that fails to load says so in its place, and is tried again by keyboard", async () => {
    const failOnce = () => {
      api.broken = {
        request: "GET /members",
        answer: [
          503,
          { code: "unavailable", detail: "This is not possible at the moment. Please try again later" },
        ],
      };
    };
    failOnce();
    await visit.field("Search by the beginning of a name or an address").fill("bob");
    await visit.reads("This is not possible at the moment. Please try again later.");
    expect(await rows().count()).toBe(0);
    const again = visit.page.getByRole("button", { name: "Try again" });
    await again.focus();
    failOnce();
    await visit.page.keyboard.press("Enter");
    await visit.page.locator(".rows[aria-busy]").waitFor({ state: "detached" });
    expect(await again.evaluate((element) => element.matches(":focus"))).toBe(true);
    await visit.page.keyboard.press("Enter");
    await visit.reads("1 member");
    await visit.page.keyboard.press("Enter");
    await visit.sees("Bob Byte");
  });

  test("a name is shown as it was typed, and is never markup", async () => {
    bob().name = '<img src=x onerror="alert(1)"><b>Bob</b>';
    await visit.open("#/members/bob-byte");
    await visit.sees('<img src=x onerror="alert(1)"><b>Bob</b>');
    expect(await visit.page.locator("main b, main img").count()).toBe(0);
  });

  test("an address that leads nowhere says so", async () => {
    await visit.open("#/members/nobody");
    await visit.sees("Not found");
    await visit.open("#/nothing/at/all");
    await visit.reads("There is nothing at this address.");
    await visit.follow("To the beginning");
    await visit.sees("Members");
  });
});
