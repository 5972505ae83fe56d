import { describeInBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import { inPanel } from "./in-panel";
import type { PanelVisit } from "./panel-visit";

describeInBrowser("invitations", () => {
  const panel = inPanel("ada@acme.example");
  let api: FakeApi;
  let visit: PanelVisit;
  beforeEach(async () => {
    ({ api, visit } = panel);
    await visit.follow("Invitations");
    await visit.sees("Invitations");
  });

  const invited = () =>
    (api.tenants.get("acme")?.invitations ?? []).map(({ email, role }) => `${email} ${role}`);
  const row = (address: string) => visit.page.locator(".rows li", { hasText: address });

  test("several at once, pasted, and what became of each", async () => {
    await visit.follow("Invite people");
    await visit.fill({
      "E-mail addresses":
        "Hedy Lamarr <hedy@acme.example>, joan@acme.example\nbob@acme.example; stranger@taken.invalid hedy@acme.example",
    });
    await visit.reads("4 addresses");
    await visit.field("Role").selectOption("Viewer");
    await visit.press("Invite");
    await row("hedy@acme.example").getByText("Invited as a viewer. The invitation is in the mail.").waitFor();
    await row("joan@acme.example").getByText("in place of the earlier invitation").waitFor();
    await row("bob@acme.example").getByText("Is a member already. Change the role there").waitFor();
    await row("stranger@taken.invalid").getByText("Another tenant owns this domain").waitFor();
    expect(
      await visit.page.getByRole("region", { name: "Results" }).evaluate((one) => one.matches(":focus")),
    ).toBe(true);
    expect(invited()).toEqual(
      expect.arrayContaining(["hedy@acme.example viewer", "joan@acme.example viewer"]),
    );
    await visit.follow("See all open invitations");
    await visit.reads("3 invitations");
  });

  test("where no mail is sent, each has a link to copy", async () => {
    api.mails = false;
    await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await visit.follow("Invite people");
    await visit.fill({ "E-mail addresses": "hedy@acme.example" });
    await visit.press("Invite");
    await visit.reads("No mail was sent: pass this link on.");
    await visit.press("Copy: Link for hedy@acme.example");
    await visit.reads("Link for hedy@acme.example is copied.");
    expect(await visit.page.evaluate("navigator.clipboard.readText()")).toBe(
      "https://app.example.com/sign-up?invitation=secret-of-hedy@acme.example",
    );
  });

  test("a text without an address, and too many addresses, are told beside the field", async () => {
    await visit.follow("Invite people");
    await visit.fill({ "E-mail addresses": "nobody" });
    await visit.press("Invite");
    await visit.reads("There is no e-mail address in this text");
    const many = Array.from({ length: 101 }, (_, index) => `p${index}@acme.example`).join(" ");
    await visit.fill({ "E-mail addresses": many });
    await visit.press("Invite");
    await visit.reads("These are 101 addresses. At most 100 go at once");
    expect(api.requests()).not.toContain("POST /invitations");
  });

  test("one is sent again, or withdrawn after a question", async () => {
    await visit.press("Send again: joan@acme.example");
    await visit.reads("The invitation is sent to joan@acme.example again.");
    api.mails = false;
    await visit.press("Send again: joan@acme.example");
    await visit.reads("There is a new link.");
    expect(await visit.field("Link for joan@acme.example").inputValue()).toContain("again-joan@acme.example");
    await visit.press("Withdraw: joan@acme.example");
    await visit.confirm("Withdraw");
    await visit.reads("The invitation to joan@acme.example is withdrawn.");
    await visit.reads("1 invitation");
    expect(invited()).toHaveLength(1);
  });

  test("where there is none, the page says what to do", async () => {
    api.tenants.get("acme")?.invitations.splice(0);
    await visit.page.reload();
    await visit.reads("No invitation waits for an answer.");
  });

  test("the person's own are accepted and declined, and tenants left", async () => {
    await visit.follow("My tenants");
    await visit.press("Accept: Charlie & Sons");
    await visit.reads("You are now an admin of Charlie & Sons.");
    await visit.press("Switch: Charlie & Sons");
    await visit.reads("You are in Charlie & Sons now, in this tab.");
    await visit.sees("Members");
    api.offers.push({
      tenantId: "delta",
      tenantName: "Delta",
      role: "viewer",
      createdAt: "2026-11-20T10:00:00.000Z",
      expiresAt: "2026-12-20T10:00:00.000Z",
    });
    await visit.follow("My tenants");
    await visit.press("Decline: Delta");
    await visit.confirm("Decline");
    await visit.reads("The invitation of Delta is declined.");
    await visit.press("Leave: Bravo Industries");
    await visit.confirm("Leave");
    await visit.reads("You have left Bravo Industries.");
    expect(api.tenants.get("bravo")?.members.map(({ sub }) => sub)).toEqual(["mary-somerville"]);
    await visit.press("Leave: Charlie & Sons");
    await visit.confirm("Leave");
    await visit.reads("You have left Charlie & Sons.");
    await visit.page.locator("header", { hasText: "Acme" }).waitFor();
  });
});
