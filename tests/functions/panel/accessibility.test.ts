import { describeInBrowser } from "../../docs/browser";
import { findingsIn } from "./axe";
import { inPanel } from "./in-panel";
import { signInToPanel, visitPanel } from "./panel-visit";

/** Every view, by who sees it. */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  "ada@acme.example": [
    "#/members",
    "#/members/bob-byte",
    "#/invitations",
    "#/invitations/new",
    "#/audit",
    "#/settings",
    "#/mine",
    "#/sessions",
    "#/nothing",
  ],
  "olga@platform.example": [
    "#/tenants",
    "#/new-tenant",
    "#/tenants/acme",
    "#/tenants/acme/domains",
    "#/tenants/acme/settings",
    "#/people?address=bob@acme.example",
    "#/people/bob-byte",
    "#/clients",
    "#/clients/agent7",
    "#/new-client",
  ],
};

describeInBrowser("the panel is for everybody", () => {
  const panel = inPanel();

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 320],
    ["dark", 320],
  ] as const)(
    "in %s, %d pixels wide, axe finds nothing in any view, and none scrolls sideways",
    async (colorScheme, width) => {
      const found: string[] = [];
      for (const [email, addresses] of Object.entries(VIEWS)) {
        const browsing = { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" as const };
        const address = "?invitation=secret&email=joan@acme.example";
        const visit = await visitPanel(panel.browser, panel.api, { browsing, address });
        await visit.sees("You are invited");
        found.push(...(await findingsIn(visit.page)));
        for (const address of ["#/confirm", "#/forgot-password", "#/sign-in"]) {
          await visit.open(address);
          found.push(...(await findingsIn(visit.page)).map((finding) => `${address} ${finding}`));
        }
        await signInToPanel(visit, email);
        await visit.isIn();
        for (const address of addresses) {
          await visit.open(address);
          found.push(...(await findingsIn(visit.page)).map((finding) => `${address} ${finding}`));
        }
        await visit.context.close();
      }
      expect(found).toEqual([]);
    },
  );

  test("axe finds nothing in a dialog, a notice and a form with mistakes", async () => {
    const { visit } = panel;
    await signInToPanel(visit, "olga@platform.example");
    await visit.sees("Tenants");
    await visit.open("#/people/bob-byte");
    await visit.press("Erase this person");
    await visit.confirm("Erase for ever");
    await visit.reads("This is not bob@acme.example");
    expect(await findingsIn(visit.page)).toEqual([]);
    await visit.press("Cancel");
    await visit.open("#/tenants/acme/members/bob-byte");
    await visit.press("Suspend");
    await visit.reads("Bob Byte is suspended.");
    expect(await findingsIn(visit.page)).toEqual([]);
  });

  test("a view begins at its heading, and the skip link leads past the sections without leaving the view", async () => {
    const { visit } = panel;
    await signInToPanel(visit, "ada@acme.example");
    await visit.sees("Members");
    const focused = () => visit.page.evaluate("document.activeElement.textContent.slice(0, 30)");
    expect(await focused()).toBe("Members");
    await visit.follow("Audit");
    await visit.sees("Audit");
    expect(await focused()).toBe("Audit");
    await visit.page.getByRole("link", { name: "Skip to the content" }).focus();
    await visit.page.keyboard.press("Enter");
    expect(await visit.page.evaluate("document.activeElement.id")).toBe("main");
    await visit.sees("Audit");
  });

  test("somebody with nothing but a keyboard suspends a member", async () => {
    const { visit } = panel;
    const { keyboard } = visit.page;
    await visit.sees("Sign in");
    await visit.field("E-mail address").focus();
    await keyboard.type("ada@acme.example");
    await keyboard.press("Tab");
    await keyboard.type("Analytical-Engine-1843");
    await keyboard.press("Enter");
    await visit.sees("Members");
    await visit.reads("25 or more members");
    const tabTo = async (name: string) => {
      for (let step = 0; step < 40; step += 1) {
        await keyboard.press("Tab");
        if ((await visit.page.evaluate("document.activeElement.textContent")) === name) return;
      }
      throw new Error(`${name} is out of reach`);
    };
    await tabTo("Bob Byte");
    await keyboard.press("Enter");
    await visit.sees("Bob Byte");
    await tabTo("Suspend");
    await keyboard.press("Space");
    await visit.reads("Bob Byte is suspended.");
  });

  test("what is pressed is large enough for a finger", async () => {
    const { visit } = panel;
    await signInToPanel(visit, "ada@acme.example");
    for (const address of ["#/members/bob-byte", "#/invitations", "#/settings", "#/mine", "#/sessions"]) {
      await visit.open(address);
      const heights = await visit.page
        .locator("button, input, select, nav a")
        .filter({ visible: true })
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height));
      expect([address, Math.min(...heights) >= 32]).toEqual([address, true]);
    }
  });
});
