import { describeInBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import { inPanel } from "./in-panel";
import type { PanelVisit } from "./panel-visit";

describeInBrowser("a tenant in the eyes of its admin", () => {
  const panel = inPanel("ada@acme.example");
  let api: FakeApi;
  let visit: PanelVisit;
  beforeEach(() => {
    ({ api, visit } = panel);
  });

  const acme = () => api.tenants.get("acme");

  test("the audit is a story by days, in the zone of the reader", async () => {
    await visit.follow("Audit");
    await visit.sees("Audit");
    const days = visit.page.getByRole("heading", { level: 2 });
    expect(await days.allTextContents()).toEqual([
      "Friday, November 20, 2026",
      "Thursday, November 19, 2026",
    ]);
    const told = (await visit.page.locator(".story li").allInnerTexts()).map((line) =>
      line.replace(/\s+/g, " "),
    );
    expect(told).toEqual([
      "3:05 PM Ada Lovelace made Bob Byte an admin, before that a member.",
      "10:00 AM Ada Lovelace suspended Emmy Noether.",
      "5:30 PM Ada Lovelace invited somebody as a member.",
      "9:00 AM Bob Byte joined as a member.",
    ]);
    expect(await visit.page.locator("time").first().getAttribute("title")).toMatch(
      /^Friday, November 20, 2026 at 3:05:00\sPM GMT\+1$/,
    );
  });

  test("earlier entries come when they are asked for, under the day that is there", async () => {
    const [first] = acme()?.entries ?? [];
    acme()?.entries.push(
      ...Array.from({ length: 30 }, () => ({ ...first, time: "2026-11-19T07:00:00.000Z" })),
    );
    await visit.follow("Audit");
    await visit.press("Show earlier");
    await visit.page.getByRole("button", { name: "Show earlier" }).waitFor({ state: "detached" });
    expect(await visit.page.locator(".story li").count()).toBe(34);
    expect(await visit.page.getByRole("heading", { level: 2 }).count()).toBe(2);
  });

  test("where nothing has happened, it says so", async () => {
    acme()?.entries.splice(0);
    await visit.follow("Audit");
    await visit.reads("Nothing has happened yet.");
  });

  test("its name, default role and brand are changed, and the colour is judged", async () => {
    await visit.follow("Settings");
    await visit.fill({ "Name of the tenant": "Acme Ltd", Brand: "Acme", Colour: "#ffcc00" });
    await visit.reads("White letters are hard to read on it: contrast 1.5 : 1, and 4.5 : 1 is needed.");
    await visit.fill({ Colour: "#0055aa", "Help address": "https://help.acme.example" });
    await visit.reads("White letters are readable on it: contrast 7.2 : 1.");
    await visit.field("Default role").selectOption("Viewer");
    await visit.press("Save");
    await visit.reads("The settings are saved.");
    expect(acme()).toMatchObject({
      name: "Acme Ltd",
      defaultRole: "viewer",
      brand: { name: "Acme", colour: "#0055aa", supportUrl: "https://help.acme.example" },
      version: 2,
    });
    await visit.fill({ Brand: "" });
    await visit.press("Save");
    await visit.page.locator("[role=status]", { hasText: "The settings are saved." }).waitFor();
    await visit.page.locator("[name=colour][value='']").waitFor();
    expect(acme()?.brand).toBeNull();
  });

  test("settings that were changed meanwhile are not overwritten", async () => {
    await visit.follow("Settings");
    await visit.sees("Settings");
    Object.assign(acme() ?? {}, { name: "Acme Inc", version: 5 });
    await visit.fill({ "Name of the tenant": "Acme Ltd" });
    await visit.press("Save");
    await visit.reads("This was changed in the meantime");
    await visit.page.locator("[name=name][value='Acme Inc']").waitFor();
    expect(acme()?.name).toBe("Acme Inc");
  });
});
