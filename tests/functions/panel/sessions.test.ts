import { describeInBrowser } from "../../docs/browser";
import { findingsIn } from "./axe";
import { inPanel } from "./in-panel";

describeInBrowser("where somebody is signed in", () => {
  // Who has no section of a tenant's has this one as well.
  const panel = inPanel("bob@acme.example");
  const rows = () => panel.visit.page.locator(".rows li").allInnerTexts();

  test("is told by device, and one session ends", async () => {
    const { visit, api } = panel;
    await visit.follow("My sessions");
    await visit.sees("My sessions");
    expect(await rows()).toEqual([
      expect.stringMatching(
        /^Linux, Firefox\s+Since Nov 2, 2026\s+Last used Nov 20, 2026, 9:15.AM\s+You are here$/,
      ),
      expect.stringMatching(/^iOS, Safari\s+Since Nov 2, 2026\s+.*\s+End$/),
      expect.stringMatching(/^Windows, Edge\s+On the sign-in pages since Nov 2, 2026\s+.*\s+End$/),
      expect.stringMatching(/^Unknown device\s+.*\s+.*\s+End$/),
    ]);
    await visit.press("End: iOS, Safari");
    expect(await findingsIn(visit.page)).toEqual([]);
    await visit.confirm("Cancel");
    expect(api.requests()).not.toContain("DELETE /sessions/phone");
    await visit.press("End: iOS, Safari");
    await visit.confirm("End it");
    await visit.reads("The session on iOS, Safari has ended.");
    await visit.page.getByText("iOS, Safari", { exact: true }).waitFor({ state: "detached" });
    expect(await findingsIn(visit.page)).toEqual([]);
  });

  test("is one place once all others have ended", async () => {
    const { visit } = panel;
    await visit.follow("My sessions");
    await visit.press("End all others");
    await visit.confirm("End them");
    await visit.reads("You are signed in nowhere else any more.");
    await visit.page.getByRole("button", { name: "End all others" }).waitFor({ state: "detached" });
    expect(await rows()).toEqual([expect.stringMatching(/You are here$/)]);
  });

  test("a session that was over meanwhile is over", async () => {
    const { visit, api } = panel;
    await visit.follow("My sessions");
    await visit.sees("My sessions");
    api.sessions = api.sessions.filter(({ id }) => id !== "phone");
    await visit.press("End: iOS, Safari");
    await visit.confirm("End it");
    await visit.reads("The session on iOS, Safari has ended.");
  });
});
