import { describeInBrowser } from "../../docs/browser";
import { PASSWORD } from "./fake-api";
import { inPanel } from "./in-panel";
import { type PanelVisit, signInToPanel, visitPanel } from "./panel-visit";

const JOAN = "joan@acme.example";
const SECRET = "the-secret-of-joan";

describeInBrowser("signing up by the link of an invitation", () => {
  const panel = inPanel();
  let visit: PanelVisit;

  /** Somebody follows a link, such as one out of a mail. */
  const follow = (email = JOAN, secret = SECRET) => {
    const query = new URLSearchParams({ invitation: secret, email });
    return visitPanel(panel.browser, panel.api, { context: visit.context, address: `?${query}` });
  };

  beforeEach(() => {
    ({ visit } = panel);
    panel.api.links.set(SECRET, JOAN);
  });

  test("the address is fixed, a code proves it, and the person is in", async () => {
    const joan = await follow();
    await joan.sees("You are invited");
    expect(await joan.page.evaluate("location.href")).toBe(`${panel.api.url}/panel`);
    expect(await joan.field("E-mail address").inputValue()).toBe(JOAN);
    expect(await joan.field("E-mail address").isEditable()).toBe(false);
    await joan.reads("At least 12 characters, among them a lower-case letter");
    await joan.fill({ Name: "Joan Clarke", Password: "short" });
    await joan.press("Make the account");
    await joan.reads("Password not long enough.");
    await joan.fill({ Password: PASSWORD });
    await joan.press("Make the account");
    await joan.sees("Enter your code");
    await joan.fill({ "Code from the e-mail": "000000" });
    await joan.press("Confirm");
    await joan.reads("The code is wrong.");
    await joan.press("Send another code");
    await joan.reads("If a code is awaited for this address, another one is in the mail.");
    panel.api.tenants.get("acme")?.members.push({
      sub: "joan",
      name: "Joan Clarke",
      email: JOAN,
      role: "admin",
      status: "active",
      since: "2026-11-20T10:00:00.000Z",
      version: 1,
    });
    await joan.fill({ "Code from the e-mail": "123 456" });
    await joan.press("Confirm");
    await joan.sees("Members");
    const bodyOf = (request: string) => panel.api.sent.findLast((one) => one.request === request)?.body;
    expect(bodyOf("POST /auth/sign-up")).toEqual({
      email: JOAN,
      name: "Joan Clarke",
      password: PASSWORD,
      invitation: SECRET,
    });
    expect(bodyOf("POST /auth/resend-code")).toEqual({ email: JOAN });
    expect(bodyOf("POST /auth/confirm")).toEqual({ email: JOAN, code: "123456", password: PASSWORD });
    expect(joan.complaints).toEqual([]);
  });

  test("the secret is nowhere but in the memory of the page, and a reload forgets it", async () => {
    const joan = await follow();
    await joan.sees("You are invited");
    const kept = await joan.page.evaluate<string>(
      "JSON.stringify([location.href, history.state, document.referrer, { ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML])",
    );
    expect(kept).not.toContain(SECRET);
    await joan.page.reload();
    await joan.sees("Sign in");
  });

  test.each([
    ["another secret", JOAN, "The link is not valid, or no longer. Ask whoever invited you for another one."],
    [
      "an account",
      "ada@acme.example",
      "This link makes no account for this address. If you have one, sign in",
    ],
  ])("%s is told in words that say nothing of the address", async (_, email, words) => {
    const somebody = await follow(email, "another-secret");
    await somebody.fill({ Name: "Somebody", Password: PASSWORD });
    await somebody.press("Make the account");
    await somebody.reads(words);
  });

  test("whoever has an account signs in instead, and finds the invitation among their tenants", async () => {
    const ada = await follow("ada@acme.example");
    await ada.follow("I have an account");
    await ada.sees("Sign in");
    await ada.reads("You then find the invitation under “My tenants”.");
    expect(await ada.field("E-mail address").inputValue()).toBe("ada@acme.example");
    await ada.follow("Make an account instead");
    await ada.sees("You are invited");
    await ada.follow("I have an account");
    await signInToPanel(ada, "ada@acme.example");
    await ada.sees("My tenants");
    await ada.reads("Charlie & Sons");
    await ada.follow("Members");
    await ada.sees("Members");
  });

  test("whoever is signed in finds it there at once, and is told if it is for another address", async () => {
    await panel.enter("ada@acme.example");
    const ada = await follow("Ada@acme.example");
    await ada.sees("My tenants");
    expect(await ada.page.getByRole("alert").textContent()).toBe("");
    const other = await follow();
    await other.sees("My tenants");
    await other.reads(`The invitation is for ${JOAN}, and you are signed in as ada@acme.example.`);
  });

  test("whoever left before the code enters it later, with a password that then counts", async () => {
    await visit.follow("Enter a code");
    await visit.sees("Enter your code");
    await visit.fill({
      "E-mail address": "ada@acme.example",
      "Code from the e-mail": "123456",
      "Password from now on": "Difference-Engine-1822",
    });
    await visit.press("Confirm");
    await visit.sees("Members");
    expect(panel.api.sent.findLast(({ request }) => request === "POST /auth/sign-in")?.body).toEqual({
      email: "ada@acme.example",
      password: "Difference-Engine-1822",
    });
  });

  test("where the sign-in fails after the code, it says that the address is confirmed", async () => {
    await visit.follow("Enter a code");
    panel.api.broken = {
      request: "POST /auth/sign-in",
      answer: [
        429,
        { code: "too-many-requests", title: "Too many requests", detail: "Please try again later" },
      ],
    };
    await visit.fill({
      "E-mail address": JOAN,
      "Code from the e-mail": "123456",
      "Password from now on": PASSWORD,
    });
    await visit.press("Confirm");
    await visit.sees("Sign in");
    await visit.reads("Your address is confirmed. Please try again later.");
  });
});
