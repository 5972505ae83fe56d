import { composeEmail, type EmailMessage } from "../../../shared/messages/compose";
import { LANGUAGES } from "../../../shared/messages/language";
import { OCCASIONS } from "../../../shared/messages/occasion";

const invitation = {
  occasion: "invitation",
  language: "en",
  brand: { name: "Acme", colour: "#0a7f3c", supportUrl: "https://acme.example/help?a=1&b=2" },
  placeholders: { code: "{####}", username: "{username}" },
  format: "html",
} as const satisfies EmailMessage;

const html = (changes: Partial<Omit<EmailMessage, "occasion" | "language">> = {}): string =>
  composeEmail({ ...invitation, ...changes }).body;

const visible = (body: string): string[] =>
  body
    .replace(/<head>.*<\/head>/s, "")
    .replace(/<[^>]*>/g, "")
    .split("\n")
    .filter((line) => line !== "");

test("the words stand in the order in which they are read", () => {
  expect(visible(html({ greeting: "Emmy Noether" }))).toEqual([
    "Acme",
    "Hello Emmy Noether,",
    "An account has been created for you at Acme. Sign in with the user name and the temporary password below. You will then choose a password of your own.",
    "User name",
    "{username}",
    "Temporary password",
    "{####}",
    "The temporary password is valid for a limited time only.",
    "If you did not expect this invitation, ignore this message.",
    "Help: https://acme.example/help?a=1&amp;b=2",
  ]);
});

test("a name is text: markup in it is shown, not obeyed", () => {
  const body = html({ greeting: `<img src="x" onerror='y'> & Co` });
  expect(body).toContain("Hello &lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt; &amp; Co,");
  expect(body).not.toContain("<img");
});

test("a brand is text in every place where it stands", () => {
  const { subject, body } = composeEmail({ ...invitation, brand: { name: `A & "B" 'C'` } });
  expect(subject).toBe(`Your invitation to A & "B" 'C'`);
  expect(body.match(/A &amp; &quot;B&quot; &#39;C&#39;/g)).toHaveLength(3);
  expect(body).not.toContain("A & ");
});

test("a name that looks like a hole stays a name", () => {
  const body = html({ greeting: "[code]", brand: { name: "[username]" } });
  expect(body.match(/\{####\}/g)).toHaveLength(1);
  expect(body.match(/\{username\}/g)).toHaveLength(1);
});

test("the brand's colour is the bar, and without a colour the bar is dark", () => {
  expect(html().match(/#0a7f3c/g)).toEqual(["#0a7f3c"]);
  expect(html()).toContain("line-height:0;background-color:#0a7f3c");
  expect(html({ brand: { name: "Acme" } })).toContain("line-height:0;background-color:#1f2937");
});

test("without an address of support there is no link", () => {
  expect(html()).toContain('<a href="https://acme.example/help?a=1&amp;b=2"');
  expect(html({ brand: { name: "Acme" } })).not.toContain("<a ");
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(OCCASIONS)("%s is a well-formed page that fetches nothing and says its language", (occasion) => {
    const { body } = composeEmail({ ...invitation, occasion, language });
    expect(unclosed(body)).toEqual([]);
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).not.toMatch(/<(img|link|script|style|iframe)|url\(|@import/i);
  });
});

/** The elements that are opened and never closed, or closed and never opened. */
function unclosed(body: string): string[] {
  const open: string[] = [];
  for (const [, close, name = ""] of body.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (name === "meta") continue;
    if (close === "") open.push(name);
    else if (open.pop() !== name) return [`/${name}`];
  }
  return open;
}
