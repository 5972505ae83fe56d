import { composeEmail, composeSms, EMAIL_FORMATS, type EmailMessage } from "../../../shared/messages/compose";
import { LANGUAGES, type Language } from "../../../shared/messages/language";
import { OCCASIONS, type Occasion } from "../../../shared/messages/occasion";
import { FaultError } from "../../../shared/runtime/errors";

const placeholders = { code: "{####}", username: "{username}" };
const brand = { name: "Example" };

const everyMessage = LANGUAGES.flatMap((language) => OCCASIONS.map((occasion) => ({ language, occasion })));

const everyEmail = everyMessage.flatMap((message) => EMAIL_FORMATS.map((format) => ({ ...message, format })));

const placeholdersOf = (occasion: Occasion): string[] =>
  occasion === "invitation" ? ["{username}", "{####}"] : ["{####}"];

const braced = (text: string): string[] => text.match(/\{[^}]*\}/g) ?? [];

/** What Cognito accepts; its \s knows only ASCII. */
const ACCEPTED = /^[\p{L}\p{M}\p{S}\p{N}\p{P} \n]+$/u;

const longBrands = [
  ["the longest name", "W".repeat(40)],
  ["the longest name of several words", "The Particularly Long Name Of Our Company"],
  ["the longest name outside the basic plane", "🏔".repeat(40)],
  ["a name far beyond what settings allow", "Wide ".repeat(60)],
] as const;

describe.each(everyMessage)("$occasion in $language", ({ occasion, language }) => {
  test("the SMS holds exactly the placeholders, and no hole is left", () => {
    const sms = composeSms({ occasion, language, brand, placeholders });
    expect(braced(sms)).toEqual(placeholdersOf(occasion));
    expect(sms).not.toMatch(/[[\]]/);
    expect(sms).toMatch(/^[\p{L}\p{M}\p{S}\p{N}\p{P} ]+$/u);
    expect(sms).toContain("Example");
  });

  test.each(EMAIL_FORMATS)(
    "the e-mail as %s holds exactly the placeholders, and no hole is left",
    (format) => {
      const { subject, body } = composeEmail({ occasion, language, brand, placeholders, format });
      expect(braced(body)).toEqual(placeholdersOf(occasion));
      expect(body).toMatch(ACCEPTED);
      expect(body).toContain("Example");
      expect(subject).toMatch(/^[\p{L}\p{M}\p{S}\p{N}\p{P} ]+$/u);
      expect(subject).toContain("Example");
      expect(subject + body).not.toMatch(/[[\]]/);
    },
  );

  test("nobody's name is in an SMS", () => {
    const message = { occasion, language, brand, placeholders, format: "text", greeting: "Ada" } as const;
    expect(composeSms(message)).toBe(composeSms({ occasion, language, brand, placeholders }));
  });

  test.each(longBrands)("%s leaves the limits and the placeholders whole", (_, name) => {
    const message = { occasion, language, brand: { name }, placeholders };
    const sms = composeSms(message);
    expect(sms.length).toBeLessThanOrEqual(occasion === "invitation" ? 100 : 140);
    expect(braced(sms)).toEqual(placeholdersOf(occasion));
    for (const format of EMAIL_FORMATS) {
      const { subject, body } = composeEmail({ ...message, format, greeting: "A".repeat(50) });
      expect(subject.length).toBeGreaterThanOrEqual(1);
      expect(subject.length).toBeLessThanOrEqual(140);
      expect(body.length).toBeLessThanOrEqual(20_000);
      expect(braced(body)).toEqual(placeholdersOf(occasion));
    }
  });

  test("the longest name in plain letters reaches the SMS whole", () => {
    if (occasion === "invitation") return;
    const name = "W".repeat(40);
    expect(composeSms({ occasion, language, brand: { name }, placeholders })).toContain(name);
  });
});

test("a name too long for its SMS loses its end, a whole character at a time", () => {
  const family = "👨‍👩‍👧";
  const sms = composeSms({
    occasion: "invitation",
    language: "en",
    brand: { name: family.repeat(20) },
    placeholders,
  });
  expect(sms).toBe(`${family.repeat(6)}: user name {username}, temporary password {####}`);
});

test("a name is not cut to end in a space", () => {
  const name = `${"W".repeat(50)} ${"W".repeat(40)}`;
  const sms = composeSms({ occasion: "invitation", language: "en", brand: { name }, placeholders });
  expect(sms).toBe(`${"W".repeat(50)}: user name {username}, temporary password {####}`);
});

test("what does not fit even under the shortest name is a fault, never a message without its code", () => {
  const message = {
    occasion: "sign-in",
    language: "en",
    brand,
    placeholders: { code: "x".repeat(141) },
  } as const;
  expect(() => composeSms(message)).toThrow(new FaultError("the message does not fit into 140 characters"));
  const huge: EmailMessage = { ...message, placeholders: { code: "x".repeat(20_000) }, format: "text" };
  expect(() => composeEmail(huge)).toThrow(new FaultError("the message does not fit into 20000 characters"));
});

test("an invitation cannot be composed without a user name", () => {
  const message = {
    occasion: "invitation",
    language: "en",
    brand,
    placeholders: { code: "{####}" },
  } as const;
  expect(() => composeSms(message)).toThrow(FaultError);
  expect(() => composeEmail({ ...message, format: "html" })).toThrow(FaultError);
});

test("the placeholders are those given, not those that Cognito happens to use today", () => {
  const message = {
    occasion: "invitation",
    language: "en",
    brand,
    placeholders: { code: "<<code>>", username: "[code]" },
  } as const;
  expect(composeSms(message)).toBe("Example: user name [code], temporary password <<code>>");
  for (const format of EMAIL_FORMATS) {
    const { body } = composeEmail({ ...message, format });
    expect(body).toContain("<<code>>");
    expect(body).toContain("[code]");
    expect(body).not.toContain("####");
  }
});

test.each(everyEmail)("$occasion in $language as $format greets by name when there is one", (message) => {
  const { body } = composeEmail({ ...message, brand, placeholders, greeting: "Ada Lovelace" });
  expect(body).toContain("Ada Lovelace");
});

describe("one segment", () => {
  const GSM7 = /^[A-Za-z0-9 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà{}]+$/;
  const others: readonly Language[] = ["es", "pt"];
  const cases = everyMessage.map((message) => ({
    ...message,
    sms: composeSms({ ...message, brand, placeholders: { code: "123456", username: "{username}" } }),
  }));

  test("the SMS of en, de, fr and it keep to the alphabet that fits 160 letters into one", () => {
    expect(cases.filter(({ language, sms }) => !others.includes(language) && !GSM7.test(sms))).toEqual([]);
  });

  test("the SMS of es and pt, whose accents are not in it, keep to the 70 letters that then fit", () => {
    expect(cases.filter(({ language, sms }) => others.includes(language) && sms.length > 70)).toEqual([]);
  });
});

describe("what is said", () => {
  const text = (occasion: Occasion, language: Language): string =>
    composeEmail({ occasion, language, brand, placeholders, format: "text" }).body;

  test.each(LANGUAGES)("a code by e-mail in %s says how long it holds", (language) => {
    for (const occasion of ["sign-up", "resend-code", "update-attribute", "verify-attribute"] as const) {
      expect(text(occasion, language)).toMatch(/\b24\b/);
    }
    expect(text("forgot-password", language)).toMatch(/\b1\b/);
  });

  test.each(LANGUAGES)(
    "no number in %s that the stack could change: invitations and sign-in codes",
    (language) => {
      expect(text("invitation", language)).not.toMatch(/\d/);
      expect(text("sign-in", language)).not.toMatch(/\d/);
    },
  );

  test.each<[Language, string]>([
    ["en", "password"],
    ["de", "Passwort"],
    ["fr", "mot de passe"],
    ["es", "contraseña"],
    ["pt", "senha"],
    ["it", "password"],
  ])(
    "whoever did not ask for the account reads in %s that its password may be somebody else's",
    (language, word) => {
      for (const occasion of ["sign-up", "resend-code"] as const)
        expect(text(occasion, language).split("\n\n").at(-1)).toContain(word);
    },
  );

  test("no two languages say the same, and no two occasions within one", () => {
    const bodies = everyMessage.map(({ occasion, language }) => text(occasion, language));
    expect(new Set(bodies).size).toBe(everyMessage.length);
  });
});

test("the pool's own template says what is true of every code", () => {
  const message = { occasion: "verification", language: "en", brand, placeholders } as const;
  expect({ ...composeEmail({ ...message, format: "text" }), sms: composeSms(message) }).toEqual({
    subject: "Your code for Example",
    body: [
      "Hello,",
      "A code was requested for your account at Example. Enter the code below to continue.",
      "Code: {####}",
      "The code is valid for a limited time only.",
      "If you did not request a code, ignore this message: do not enter the code anywhere, and do not share it with anyone.",
    ].join("\n\n"),
    sms: "Example: {####} is your code. Do not share it with anyone.",
  });
});
