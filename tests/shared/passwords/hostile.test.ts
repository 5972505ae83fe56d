import { verifyPassword } from "../../../shared/passwords";
import { testVerdicts } from "./hostile";
import { judge } from "./vectors";

const MD5 = "5ebe2294ecd0e0f08eab7690d2a6ee69";

/** What a row of JSON, or whoever writes one, can make of a stored password. */
describe("what is no stored password is none, and never an error", () => {
  const throwing = new Proxy(
    {},
    {
      get() {
        throw new Error("thrown");
      },
    },
  );

  test.each<[name: string, stored: unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["a number", 7],
    ["no hash", {}],
    ["a hash that is null", { hash: null }],
    ["a list of hashes", { hash: [MD5] }],
    ["a scheme that is no text", { hash: MD5, scheme: JSON.parse('{"toString":1}') }],
    ["a list of schemes", { hash: MD5, scheme: ["md5"] }],
    ["a scheme that throws", { hash: MD5, scheme: throwing }],
    ["a symbol for a scheme", { hash: MD5, scheme: Symbol("md5") }],
    ["what throws", throwing],
  ])("%s", async (_, stored) => {
    await expect(verifyPassword("secret", stored as never)).resolves.toMatch(/^(unreadable|unknown-scheme)$/);
  });

  test("no options are as good as none", async () => {
    await expect(verifyPassword("secret", { hash: MD5, scheme: "md5" }, null as never)).resolves.toBe(
      "match",
    );
  });

  test("a scheme that is null is not given", async () => {
    const hash = "$1$38652870$DUjsu4TTlTsOe/xxZ05uf/";
    await expect(verifyPassword("hashcat", { hash, scheme: null as never })).resolves.toBe("match");
  });
});

/** Within the ceiling of rounds, long salts and slow digests would take many times as long. */
testVerdicts("too-costly", [
  {
    hash: MD5,
    scheme: "repeat(125000, md4(previous+password+salt+salt+salt+salt))",
    salt: "s".repeat(1_024),
  },
  { hash: MD5, scheme: "repeat(500000, md5(previous+password+salt))", salt: "s".repeat(1_024) },
  { hash: MD5, scheme: "repeat(500000, hmac_md4(key=password, previous))" },
  { hash: MD5, scheme: "repeat(500001, hmac_md5(key=password, previous))" },
  {
    hash: Buffer.alloc(64).toString("base64"),
    scheme: "symfony-sha512",
    salt: "s".repeat(1_024),
    iterations: 200_000,
  },
]);

testVerdicts("unreadable", [
  { hash: Buffer.alloc(64).toString("base64"), scheme: "symfony-sha512", salt: "s".repeat(1_025) },
]);

test("a long password takes more of each round", async () => {
  const stored = { hash: `$6$rounds=200000$saltstring$${"a".repeat(86)}` };
  expect(await judge("a".repeat(128), stored)).toBe("mismatch");
  expect(await judge("a".repeat(1_024), stored)).toBe("too-costly");
});

const keys = Buffer.alloc(32).toString("base64");

/** What is tried twice, or is hashed inside of another hash, counts with all of it. */
testVerdicts("too-costly", [
  { hash: `$wp$2y$15$${"a".repeat(53)}`, scheme: "wordpress" },
  { hash: `$2y$15$${"a".repeat(53)}`, scheme: "wbb4" },
  { hash: `SCRAM-SHA-256$2000001:c2FsdA==$${keys}:${keys}` },
  { hash: `$H\\2y$S12345678$10\\${"a".repeat(22)}$${"a".repeat(31)}`, scheme: "phpbb3" },
  { hash: `scrypt:2:40000:16$salt$${"a".repeat(128)}` },
]);
