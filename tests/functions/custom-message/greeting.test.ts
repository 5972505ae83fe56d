import { nameToGreet } from "../../../functions/custom-message/greeting";
import { OCCASIONS } from "../../../shared/messages/occasion";

const proven = { email_verified: "true", email: "ada@acme.example" };

test.each(["sign-up", "resend-code", "update-attribute", "verify-attribute"] as const)(
  "%s greets nobody by name: the address may be a stranger's",
  (occasion) => {
    expect(nameToGreet(occasion, { ...proven, name: "Ada Lovelace" })).toBeUndefined();
  },
);

test.each(["forgot-password", "sign-in"] as const)(
  "%s greets by name only at a proven address",
  (occasion) => {
    expect(nameToGreet(occasion, { ...proven, name: "Ada Lovelace" })).toBe("Ada Lovelace");
    expect(
      nameToGreet(occasion, { ...proven, name: "Ada Lovelace", email_verified: "false" }),
    ).toBeUndefined();
    expect(nameToGreet(occasion, { name: "Ada Lovelace" })).toBeUndefined();
  },
);

test("an invitation greets by the name that the administrator wrote", () => {
  expect(nameToGreet("invitation", { name: "Emmy Noether" })).toBe("Emmy Noether");
});

test("the given name stands in for a name that is missing or not plainly one", () => {
  expect(nameToGreet("sign-in", { ...proven, given_name: "Ada" })).toBe("Ada");
  expect(nameToGreet("sign-in", { ...proven, name: "ada@acme.example", given_name: "Ada" })).toBe("Ada");
});

test.each([
  "Ada",
  "Jean-Luc d’Ormesson",
  "Siobhán O'Brien",
  "María del Carmen Fernández García",
  "Зоя Космодемьянская",
  "山田 太郎",
  "मरियम मिर्ज़ाख़ानी",
  "สมชาย ใจดี",
])("%s is a name", (name) => {
  expect(nameToGreet("sign-in", { ...proven, name })).toBe(name.normalize("NFC"));
});

test("white space around and within a name becomes single spaces", () => {
  expect(nameToGreet("sign-in", { ...proven, name: " Ada \r\n\t Lovelace " })).toBe("Ada Lovelace");
});

const NO_NAMES = [
  "Visit evil.example",
  "https://evil.example",
  "evil。example",
  "evil．example",
  "www evil example/x",
  "mail eve@evil.example",
  "<b>Ada</b>",
  "<img src=x onerror=alert(1)>",
  "Ada &amp; Co",
  'Ada" style="',
  "Ada {####}",
  "{username}",
  "{##Click Here##}",
  "Ada [code]",
  "$(Ada)",
  "Call 0900 123456",
  "Ada!",
  "Ada\u0000Lovelace",
  "Ada\u202egnp",
  "A\u200bda",
  "A\u0301\u0301\u0301\u0301da",
  "-Ada",
  "Ada--Eve",
  "your account was locked please call us",
  "A".repeat(51),
  "a ".repeat(100_000),
  "",
  "   ",
];

test.each(OCCASIONS)("%s never greets by what is not plainly a name", (occasion) => {
  const greeted = NO_NAMES.filter((name) => nameToGreet(occasion, { ...proven, name, given_name: name }));
  expect(greeted).toEqual([]);
});
