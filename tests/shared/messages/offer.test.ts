import { LANGUAGES } from "../../../shared/messages/language";
import { composeOffer } from "../../../shared/messages/offer";

const offer = {
  language: "en",
  brand: { name: "Acme", supportUrl: "https://acme.example/help" },
  link: "https://app.example/sign-up?invitation=c2VjcmV0&email=ada%40acme.example",
  until: new Date("2026-05-15T12:00:00.000Z"),
} as const;

test("says who invites, by which link, until when, and what to do if it is unexpected", () => {
  expect(composeOffer(offer)).toMatchObject({
    subject: "Acme invites you",
    text: [
      "Hello,",
      "Acme invites you to join them with this e-mail address. Follow the link to create your account. If you already have one, sign in with it instead.",
      `Accept the invitation: ${offer.link}`,
      "The invitation is valid until May 15, 2026 at 12:00 PM UTC.",
      "If you did not expect this invitation, ignore this message. Do not pass the link on: it is meant for you alone.",
      "Help: https://acme.example/help",
    ].join("\n\n"),
  });
});

test("the laid-out letter has a button and shows the address, in the same order", () => {
  const { html } = composeOffer(offer);
  const address = offer.link.replace("&", "&amp;");
  expect(html.split(`href="${address}"`)).toHaveLength(3);
  const places = [
    "Hello,",
    "Follow the link",
    "Accept the invitation",
    "May 15, 2026",
    "If you did not expect",
  ];
  const found = places.map((words) => html.indexOf(words));
  expect(found.every((place) => place > 0)).toBe(true);
  expect(found).toEqual([...found].sort((one, other) => one - other));
});

test("a tenant's name is text: markup in it is shown, and what looks like a hole stays", () => {
  const { html, subject } = composeOffer({ ...offer, brand: { name: `<b>[until]</b> "&` } });
  expect(html).not.toContain("<b>");
  expect(html).toContain("&lt;b&gt;[until]&lt;/b&gt; &quot;&amp; invites you");
  expect(subject).toBe(`<b>[until]</b> "& invites you`);
});

test.each(LANGUAGES)("nothing is left open in %s, and the year stands there", (language) => {
  const { subject, text, html } = composeOffer({ ...offer, language });
  expect(html).toContain(`<html lang="${language}">`);
  for (const written of [subject, text, html]) expect(written).not.toMatch(/\[(brand|until)\]/);
  expect(subject).toContain("Acme");
  expect(text).toMatch(/\b15\b.*2026.*12:00.*UTC/);
});

test("no two languages say the same", () => {
  expect(new Set(LANGUAGES.map((language) => composeOffer({ ...offer, language }).text)).size).toBe(
    LANGUAGES.length,
  );
});
