import { createHash } from "node:crypto";
import { judge, testVectors } from "../vectors";

testVectors("WordPress 6.8", [
  {
    password: "admin",
    hash: "$wp$2y$10$Q1xinFjrZeLWJBvxviIL6u834Fu.evIEFHAUVisQ5O.w9Dm0sMdES",
    slow: true,
  },
  { password: "trimmed", hash: "$wp$2y$04$YuDdX1D/uv//ODLlE/q3xeXgChC0NTGMdYtgIVVyDrwGOjf6bdHPm" },
  {
    password: " \t\r\n\vtrimmed \n",
    hash: "$wp$2y$04$YuDdX1D/uv//ODLlE/q3xeXgChC0NTGMdYtgIVVyDrwGOjf6bdHPm",
  },
  { password: "пароль🔑", hash: "$wp$2y$04$Ifiamd.xgZr5/ADAB71ZJO10Lf073XCpOY4Oqqi4BYrgKeHvKqcXK" },
  { password: "\u{a0}kept\u{a0}", hash: "$wp$2y$04$VXiflA2R.076lSe0U6E59O/6tAP.X4amCm1pbedSec3peBHd88YXO" },
  {
    password: `${"long ".repeat(30)}end`,
    hash: "$wp$2y$04$S4mKcijB4x/ZjSxHKU6uV.tZ6Q.hPtZo/JulumnLkVLRqWruMQuM.",
  },
]);

const wordpress = { scheme: "wordpress" };

testVectors("WordPress by its scheme", [
  {
    password: "trimmed",
    hash: "$wp$2y$04$YuDdX1D/uv//ODLlE/q3xeXgChC0NTGMdYtgIVVyDrwGOjf6bdHPm",
    beside: wordpress,
  },
  { password: " trimmed ", hash: "$P$7ABCD./01epY8kEQRQhDkTVlgKnFcS0", beside: wordpress },
  { password: "hashcat ", hash: "8743b52063cd84097a65d1633f5c74f5", beside: wordpress },
  {
    password: "password",
    hash: "$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe",
    beside: wordpress,
  },
]);

const { hash } = { hash: "$2y$04$YuDdX1D/uv//ODLlE/q3xeXgChC0NTGMdYtgIVVyDrwGOjf6bdHPm" };

test("quotation marks and backslashes count with the backslash that WordPress's forms put before them, or without", async () => {
  const typed = `it's "\\\\"`;
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  for (const stored of [`it\\'s \\"\\\\\\\\\\"`, typed]) {
    expect(await judge(typed, { hash: md5(stored), beside: wordpress })).toBe("match");
    expect(await judge("its", { hash: md5(stored), beside: wordpress })).toBe("mismatch");
  }
});

test("the inner hash alone is another password's", async () => {
  expect(await judge("trimmed", { hash })).toBe("mismatch");
});

test.each(["$wp", "$WP", "$wp$wp", "wp"])("%s is no prefix of it", async (prefix) => {
  const stored = prefix === "$wp" ? hash.replace("$2y", "$2b") : hash;
  expect(await judge("trimmed", { hash: prefix + stored })).toBe("unreadable");
});

test("the cost of the inner hash counts", async () => {
  expect(await judge("trimmed", { hash: `$wp${hash.replace("$04", "$31")}` })).toBe("too-costly");
});
