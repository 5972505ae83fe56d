import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { findRunningEdition } from "../../../commands/stage/running-edition";
import { describeInBrowser, launchBrowser } from "../../docs/browser";
import { parametersOfDev } from "../../harness/packaged-service";
import { runCommand } from "../../harness/run-command";
import { freePorts, killRunning, runStart, type StartCommand } from "../../local/edition/start-command";
import { findingsIn } from "./axe";
import { PASSWORD } from "./fake-api";
import { type PanelVisit, signInToPanel, visitPanel } from "./panel-visit";

const OLGA = "olga@platform.example";
const ADA = "ada@bravo.example";
const BOB = "bob@bravo.example";
const CAROL = "carol@bravo.example";
const DORA = "dora.of.a-very-long-name@department-of-long-addresses.elsewhere.example";

interface Letter {
  readonly code?: string;
  readonly link?: string;
}

interface Told {
  readonly "detail-type": string;
  readonly detail: object;
}

/** What has happened in the tenant, without an order. */
const storyOf = (operator: string): readonly string[] =>
  [
    `${operator} created the tenant bravo.`,
    `${operator} claimed the domain bravo.example.`,
    `${operator} proved the domain bravo.example.`,
    `${operator} invited somebody as an admin.`,
    "Ada Lovelace joined as an admin.",
    "Ada Lovelace accepted an invitation.",
    "Ada Lovelace invited somebody as a member.",
    "Ada Lovelace invited somebody as a member.",
    "Ada Lovelace invited somebody as a member.",
    "Bob Byte joined as a member.",
    "Bob Byte accepted an invitation.",
    "Carol Counter joined as a member.",
    "Carol Counter accepted an invitation.",
    "Ada Lovelace made Carol Counter a viewer, before that a member.",
    "Ada Lovelace suspended Bob Byte.",
  ].sort();

/** Streams are read a moment later. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(50);
}

/** `npm start`, real browsers and nothing else: each test goes on where the one before has ended. */
describeInBrowser("a tenant is made and run in the panel", () => {
  let folder: string;
  let start: StartCommand;
  let browser: Browser;
  let [apiUrl, poolUrl] = ["", ""];
  let olga: PanelVisit;
  let ada: PanelVisit;
  let bob: PanelVisit;
  let linkOfCarol = "";

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "panel-"));
    start = runStart("--folder", folder, ...freePorts());
    const welcome = await start.written("Ctrl-C stops it.");
    [, apiUrl = ""] = /HTTP API +(\S+)/.exec(welcome) ?? [];
    [, poolUrl = ""] = /user pool +([^\s,]+)/.exec(welcome) ?? [];
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    start?.kill("SIGINT");
    await start?.exit;
    killRunning();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The newest message to somebody; a mail is there as soon as the request that sends it is answered. */
  async function letterTo(address: string): Promise<Letter> {
    const response = await fetch(`${poolUrl}/inbox?${new URLSearchParams({ to: address })}`);
    return ((await response.json()) as Letter[]).at(-1) ?? {};
  }

  async function follow(link: string): Promise<PanelVisit> {
    const { origin, pathname, search } = new URL(link);
    expect(origin + pathname).toBe(`${apiUrl}/panel`);
    return visitPanel(browser, { url: apiUrl }, { address: search });
  }

  /** From the link of an invitation to the panel. */
  async function signUp(link: string, email: string, name: string): Promise<PanelVisit> {
    const visit = await follow(link);
    await visit.sees("You are invited");
    await isForEverybody(visit);
    await visit.fill({ Name: name, Password: PASSWORD });
    await visit.press("Make the account");
    await visit.sees("Enter your code");
    await isForEverybody(visit);
    const { code = "" } = await letterTo(email);
    await visit.fill({ "Code from the e-mail": code });
    await visit.press("Confirm");
    await visit.isIn();
    return visit;
  }

  /** What stands at an address must be readable on a telephone and on a desk, by day and by night. */
  async function isForEverybody({ page }: PanelVisit): Promise<void> {
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        found.push(...(await findingsIn(page)).map((finding) => `${page.url()} ${finding}`));
      }
    expect(found).toEqual([]);
  }

  const section = (visit: PanelVisit, of: string, name: string) =>
    visit.page.getByRole("navigation", { name: of }).getByRole("link", { name }).click();

  const rowsOf = ({ page }: PanelVisit) => page.locator(".rows li");

  test("an operator who was made by command signs up from the link", async () => {
    const { code, out } = await runCommand(["operators:add", OLGA], {
      readParameters: parametersOfDev,
      findRunningEdition: (stage) => findRunningEdition(folder, stage),
    });
    expect(code).toBe(0);
    const [, link = ""] = /Pass this link on: (\S+)/.exec(out) ?? [];
    olga = await signUp(link, OLGA, "Olga Operator");
    await olga.sees("Tenants");
    await olga.reads("1 tenant");
    await isForEverybody(olga);
  });

  test("she makes a tenant, and proves its domain by the record that the panel shows", async () => {
    await olga.follow("Create a tenant");
    await olga.sees("Create a tenant");
    await isForEverybody(olga);
    await olga.fill({ Name: "Bravo Industries", Id: "bravo" });
    await olga.press("Create");
    await olga.sees("Invite people");
    await section(olga, "Bravo Industries", "Domains");
    await olga.sees("Domains");
    await olga.reads("This tenant has no domain.");
    await isForEverybody(olga);
    await olga.fill({ Domain: "bravo.example" });
    await olga.press("Claim");
    await olga.reads("bravo.example is claimed. Now prove it.");
    await olga.press("Check now: bravo.example");
    await olga.reads(/^DNS has no TXT record/);
    await isForEverybody(olga);
    const [name, value] = await Promise.all(
      ["Name of the record", "Value of the record"].map((label) => olga.field(label).inputValue()),
    );
    writeFileSync(path.join(folder, "dns.json"), JSON.stringify({ [String(name)]: [value] }));
    await olga.press("Check now: bravo.example");
    await olga.reads("bravo.example is proven.");
    // The list is read anew by then.
    await rowsOf(olga).filter({ hasText: "Owned" }).waitFor();
    expect(await rowsOf(olga).allInnerTexts()).toEqual([expect.stringMatching(/^bravo\.example\s+Owned/)]);
    await isForEverybody(olga);
  });

  test("she invites an admin, who signs up from the mail", async () => {
    await section(olga, "Bravo Industries", "Invitations");
    await olga.sees("Invitations");
    await olga.reads("No invitation waits for an answer.");
    await isForEverybody(olga);
    await olga.follow("Invite people");
    await olga.fill({ "E-mail addresses": ADA });
    await olga.field("Role").selectOption("Admin");
    await olga.press("Invite");
    await olga.reads("Invited as an admin. The invitation is in the mail.");
    await isForEverybody(olga);
    const { link = "" } = await letterTo(ADA);
    ada = await signUp(link, ADA, "Ada Lovelace");
    await ada.sees("Members");
    await ada.reads("Bravo Industries");
    await ada.reads("1 member");
    await isForEverybody(ada);
  });

  test("the admin invites three people at once, and two of them sign up", async () => {
    await ada.follow("Invite people");
    await ada.fill({ "E-mail addresses": `Bob Byte <${BOB}>, ${CAROL}\n${DORA}` });
    await ada.reads("3 addresses");
    await isForEverybody(ada);
    await ada.press("Invite");
    await ada.reads("What became of them");
    expect(await rowsOf(ada).allInnerTexts()).toEqual(
      [BOB, CAROL, DORA].map((email) =>
        expect.stringMatching(`^${email}\\s+Invited as a member. The invitation is in the mail.$`),
      ),
    );
    await isForEverybody(ada);
    bob = await signUp((await letterTo(BOB)).link ?? "", BOB, "Bob Byte");
    await bob.sees("My tenants");
    await isForEverybody(bob);
    ({ link: linkOfCarol = "" } = await letterTo(CAROL));
    const carol = await signUp(linkOfCarol, CAROL, "Carol Counter");
    await carol.sees("My tenants");
    await carol.context.close();
    await ada.follow("Invitations");
    await ada.sees("Invitations");
    await ada.reads("1 invitation");
    await ada.reads(DORA);
    await isForEverybody(ada);
  });

  test("the link of an invitation that was used is told in words", async () => {
    const late = await follow(linkOfCarol);
    await late.fill({ Name: "Somebody", Password: PASSWORD });
    await late.press("Make the account");
    await late.reads("This link makes no account for this address.");
    await isForEverybody(late);
    await late.context.close();
  });

  test("she changes a role", async () => {
    await section(ada, "Sections", "Members");
    await ada.sees("Members");
    await ada.reads("3 members");
    await isForEverybody(ada);
    await ada.follow("Carol Counter");
    await ada.sees("Carol Counter");
    await isForEverybody(ada);
    await ada.field("New role").selectOption("Viewer");
    await ada.press("Change role");
    await ada.reads("Carol Counter is now a viewer.");
    await isForEverybody(ada);
  });

  test("she suspends a member, whose next refresh and next request are refused", async () => {
    const renewed = bob.page.waitForResponse(`${apiUrl}/auth/refresh`);
    await bob.page.reload();
    const { accessToken } = (await (await renewed).json()) as { accessToken: string };
    await bob.sees("My tenants");
    await ada.open("#/members");
    await ada.follow("Bob Byte");
    await ada.sees("Bob Byte");
    await ada.press("Remove from this tenant");
    await ada.page.getByRole("dialog").waitFor();
    await isForEverybody(ada);
    await ada.press("Cancel");
    await ada.press("Suspend");
    await ada.reads("Bob Byte is suspended.");
    await isForEverybody(ada);

    const headers = { authorization: `Bearer ${accessToken}` };
    const request = await fetch(`${apiUrl}/memberships`, { headers });
    const refresh = await bob.context.request.post(`${apiUrl}/auth/refresh`, {
      headers: { origin: apiUrl },
      data: {},
    });
    expect([request.status, refresh.status()]).toEqual([403, 401]);
    await bob.page.reload();
    await signInToPanel(bob, BOB);
    await bob.reads("Your access to this organisation is suspended. Please contact its administrator.");
    await isForEverybody(bob);
  });

  test("the audit trail tells it in sentences, to her and to the operator", async () => {
    const told = async (visit: PanelVisit) =>
      (await visit.page.locator(".story li span").allTextContents()).reverse();
    await until(async () => {
      await ada.open("#/mine");
      await ada.open("#/audit");
      return (await told(ada)).length === storyOf("").length;
    });
    // The streams of two tables tell of one sign-up in either order.
    expect((await told(ada)).sort()).toEqual(storyOf("An operator"));
    await isForEverybody(ada);
    await section(olga, "Bravo Industries", "Audit");
    await olga.sees("Audit");
    expect((await told(olga)).sort()).toEqual(storyOf("Olga Operator (operator)"));
    await isForEverybody(olga);
  });

  test("the events are on the bus", async () => {
    const response = await fetch(`${poolUrl}/events?tenantId=bravo`);
    const events = (await response.json()) as Told[];
    const types = events.map((event) => event["detail-type"]);
    expect(
      Object.fromEntries(types.map((type) => [type, types.filter((one) => one === type).length])),
    ).toEqual({
      "tenant.created": 1,
      "domain.claimed": 1,
      "domain.proven": 1,
      "invitation.created": 4,
      "invitation.accepted": 3,
      "membership.added": 3,
      "membership.role-changed": 1,
      "membership.suspended": 1,
    });
    const [suspension] = events.filter((event) => event["detail-type"] === "membership.suspended");
    expect(suspension?.detail).toMatchObject({ actor: { kind: "person" }, to: { status: "suspended" } });
    expect(JSON.stringify(events)).not.toMatch(/Byte|Lovelace|@/);
  });

  test.each([
    ["#/people", "People"],
    [`#/people?address=${BOB}`, "People"],
    ["#/clients", "Clients"],
    ["#/members", "Operators"],
    ["#/invitations", "Invitations"],
    ["#/audit", "Audit"],
    ["#/mine", "My tenants"],
    ["#/sessions", "My sessions"],
    ["#/tenants/bravo", "Members"],
    ["#/tenants/bravo/settings", "Settings"],
  ])("the operator looks at %s", async (address, title) => {
    await olga.open(address);
    await olga.sees(title);
    await isForEverybody(olga);
  });

  test("the operator looks at a person, and is asked before that person is erased", async () => {
    await olga.open(`#/people?address=${BOB}`);
    await olga.follow("Bob Byte");
    await olga.sees("Bob Byte");
    await isForEverybody(olga);
    await olga.press("Erase this person");
    await olga.confirm("Erase for ever");
    await olga.reads(`This is not ${BOB}`);
    await isForEverybody(olga);
    await olga.press("Cancel");
  });

  test("the settings of the tenant are changed by its admin", async () => {
    await ada.follow("Settings");
    await ada.sees("Settings");
    await ada.fill({ Brand: "Bravo", Colour: "#0055aa" });
    await isForEverybody(ada);
    await ada.press("Save");
    await ada.reads("The settings are saved.");
  });
});
