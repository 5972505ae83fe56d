import { createHash, createHmac } from "node:crypto";
import { argon2id } from "@noble/hashes/argon2.js";
import bcryptjs from "bcryptjs";
import { testEachDigest, testVerdicts } from "../hostile";
import { judge, testVectors, type Vector } from "../vectors";

const PASSWORD = "lètmein-Ω";
const SALT = "Z17AXnnlpzddNUvnC6cZNO";
const of = (scheme: string, hash: string, beside: object = {}): Vector => ({
  password: PASSWORD,
  hash,
  beside: { scheme, ...beside },
});

const PLAIN = `$2b$04$${SALT}NPV7In3nGviP6CRO4MQFvSeSTCD1SnS`;

const VECTORS: Vector[] = [
  of("bcrypt", PLAIN),
  of("bcrypt", PLAIN.replace("$2b$", "$2y$")),
  of("bcrypt-split", "NPV7In3nGviP6CRO4MQFvSeSTCD1SnS", { salt: SALT, cost: 4 }),
  of("bcrypt-md5", `$2b$04$${SALT}Z/.8J18F/q0ITRiJb2yRK0iY86khZH.`),
  of("bcrypt-sha1", `$2b$04$${SALT}zc8jAp2gklHNJvlwgnuxVg.JHLSwBz2`),
  of("bcrypt-sha256", `$2b$04$${SALT}lluv.OmH.W2NiSrvoWQ9XghrltEuxQa`),
  of("bcrypt-sha512", `$2b$04$${SALT}AnuDTZ1Hy/Uh./proO2xzpXaRj/Mf6q`),
  of("bcrypt-sha384-base64", `$2b$04$${SALT}VJKva8WVQCC0ebrwY7gS18VBsDvxJEa`),
  of("bcrypt-sha512-base64", `$2b$04$${SALT}Q3CD30wbiEiZyR8Lyx1vnGJBnZlC8Sm`),
  of("bcrypt-symfony", PLAIN.replace("$2b$", "$2y$")),
];

testVectors("bcrypt of pyca and PHP", VECTORS);
testEachDigest("bcrypt", [{ ...VECTORS[0], digest: "NPV7In3nGviP6CRO4MQFvSeSTCD1SnS" } as Vector]);

test("each of them is another hash", async () => {
  for (const { beside } of VECTORS.slice(3, 9))
    for (const { hash, beside: other } of VECTORS.slice(3, 9))
      expect([hash, await judge(PASSWORD, { hash, beside })]).toEqual([
        hash,
        beside === other ? "match" : "mismatch",
      ]);
});

test("the pepper of the whole system is appended", async () => {
  const hash = `$2b$04$${SALT}cSQQpYxuOvNB9gZDUCErk706W/Hdsry`;
  const beside = { scheme: "bcrypt-pepper" };
  const peppered = (pepper: string) => ({ hash, beside, options: { system: { pepper } } });
  expect(await judge(PASSWORD, peppered("acc2f1c5 pepper"))).toBe("match");
  expect(await judge(PASSWORD, peppered("acc2f1c5 Pepper"))).toBe("mismatch");
  expect(await judge(PASSWORD, peppered(""))).toBe("unreadable");
  expect(await judge(PASSWORD, { hash, beside })).toBe("unreadable");
});

test("Symfony digests only what bcrypt would cut", async () => {
  const stored = {
    hash: `$2y$04$${SALT}563SvRbrfmqWIFLHFJwxRwcK3xeAWnu`,
    beside: { scheme: "bcrypt-symfony" },
  };
  expect(await judge(PASSWORD.repeat(8), stored)).toBe("match");
  expect(await judge(`${PASSWORD.repeat(8)}x`, stored)).toBe("mismatch");
});

/** PHP and bcryptjs write the salt anew from its bytes, so that it is not the one that is stored. */
test.each(["N", "P", "a", "/"])(
  "a salt that ends in bits without meaning (%s) matches nothing",
  async (end) => {
    expect(await judge(PASSWORD, { hash: PLAIN.replace(SALT, SALT.slice(0, -1) + end) })).toBe("mismatch");
  },
);

const TAIL = "a".repeat(53);
testVerdicts("unreadable", [
  `$2x$04$${TAIL}`,
  `$2$04$${TAIL}`,
  `$2b$4$${TAIL}`,
  `$2b$-4$${TAIL}`,
  `$2b$00$${TAIL}`,
  `$2b$99$${TAIL}`,
  { scheme: "bcrypt-split", hash: "a".repeat(31) },
  { scheme: "bcrypt-split", hash: "a".repeat(31), salt: SALT },
  { scheme: "bcrypt-split", hash: "a".repeat(31), salt: SALT, cost: -4 },
  { scheme: "bcrypt-split", hash: "a".repeat(31), salt: SALT, cost: 4.5 },
  { scheme: "bcrypt-split", hash: "a".repeat(31), salt: SALT, cost: "1e1" },
  { scheme: "bcrypt-split", hash: "a".repeat(32), salt: SALT.slice(1), cost: 4 },
]);
testVerdicts("too-costly", [
  `$2b$16$${TAIL}`,
  { scheme: "bcrypt-sha256", hash: `$2b$31$${TAIL}` },
  { scheme: "bcrypt-split", hash: "a".repeat(31), salt: SALT, cost: "31" },
]);

testVectors("WoltLab's bcrypt of bcrypt, of AuthMe's tests", [
  {
    password: "password",
    hash: "$2a$08$7DGr.wROqEPe0Z3XJS7n5.k.QWehovLHbpI.UkdfRb4ns268WsR6C",
    beside: { scheme: "wbb4" },
    slow: true,
  },
  {
    password: "PassWord1",
    hash: "$2a$08$yWWVUA4PB4mqW.0wyIvV3OdoH492HuLk5L3iaqUrpRK2.2zn08d/K",
    beside: { scheme: "wbb4" },
    slow: true,
  },
]);

describe("a template of what bcrypt or argon2 has hashed", () => {
  const hashOf = (text: string) => bcryptjs.hashSync(text, 4);
  const sha256 = (text: string) => createHash("sha256").update(text);

  test.each([
    ["bcrypt(lower(username)+password)", hashOf("adaGreat Engine"), { username: "Ada" }],
    ["smf2.1", hashOf("adaGreat Engine"), { username: "Ada" }],
    ["bcrypt(sha256(password))", hashOf(sha256("Great Engine").digest("hex"))],
    ["BCRYPT( base64(sha256(password)) )", hashOf(sha256("Great Engine").digest("base64"))],
    [
      "bcrypt(hmac_sha256(key=pepper, password))",
      hashOf(createHmac("sha256", "salty").update("Great Engine").digest("hex")),
      { pepper: "salty" },
    ],
  ] as [string, string, Record<string, string>?][])("%s", async (scheme, hash, parameters = {}) => {
    const beside = { scheme, ...parameters };
    expect(await judge("Great Engine", { hash, beside })).toBe("match");
    expect(await judge("great Engine", { hash, beside })).toBe("mismatch");
    expect(await judge("Great Engine", { hash: hash.slice(0, -1), beside })).toBe("unreadable");
    for (const name of Object.keys(parameters)) {
      expect(await judge("Great Engine", { hash, beside: { ...beside, [name]: undefined } })).toBe(
        "unreadable",
      );
      expect(await judge("Great Engine", { hash, beside: { ...beside, [name]: "" } })).toBe("unreadable");
    }
  });

  test("argon2 of a digest", async () => {
    const digest = Buffer.from("a digest in hexadecimal would be longer");
    const tag = argon2id(digest, Buffer.from("somesalt"), { m: 32, t: 2, p: 1, dkLen: 32 });
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
    const hash = `$argon2id$v=19$m=32,t=2,p=1$${base64(Buffer.from("somesalt"))}$${base64(tag)}`;
    const beside = { scheme: 'argon2("a digest in "+password)' };
    expect(await judge("hexadecimal would be longer", { hash, beside })).toBe("match");
    expect(await judge("hexadecimal", { hash, beside })).toBe("mismatch");
  });

  test.each([
    "bcrypt(raw(sha256(password)))",
    "bcrypt(utf16le(password))",
    "bcrypt(sha256(salt))",
    "bcrypt(previous)",
    "bcrypt(password",
    "bcrypt()",
    "bcrypt(bcrypt(password))",
    "sha256(bcrypt(password))",
  ])("%s is none", async (scheme) => {
    const beside = { scheme, salt: "salt" };
    expect(await judge("x", { hash: hashOf("x"), beside })).toBe("unknown-scheme");
  });

  test("what is worked out before bcrypt counts, too", async () => {
    const beside = { scheme: "bcrypt(repeat(2000000, md5(password)))" };
    expect(await judge("x", { hash: hashOf("x"), beside })).toBe("too-costly");
  });
});

describe("what bcrypt would cut off of a password that something stands before", () => {
  const cases: [scheme: string, beside: object, text: string][] = [
    ["smf2.1", { username: "п".repeat(36) }, `${"п".repeat(36)}secret`],
    ["smf2.1", { username: "a".repeat(70) }, `${"a".repeat(70)}secret`],
    ["bcrypt(lower(pepper+password))", { pepper: "P".repeat(80) }, `${"p".repeat(80)}secret`],
    [
      "bcrypt(base64(pepper+password))",
      { pepper: "p".repeat(80) },
      Buffer.from(`${"p".repeat(80)}secret`).toString("base64"),
    ],
    [
      "bcrypt(sha512(pepper)+password)",
      { pepper: "x" },
      `${createHash("sha512").update("x").digest("hex")}secret`,
    ],
  ];
  test.each(cases)("%s %j", async (scheme, parameters, text) => {
    const hash = bcryptjs.hashSync(text, 4);
    for (const candidate of ["secret", "anything", "se"])
      expect(await judge(candidate, { hash, beside: { scheme, ...parameters } })).toBe("mismatch");
  });

  test("what stands behind the password may be cut, and a digest as well", async () => {
    const long = "a".repeat(70);
    const hash = bcryptjs.hashSync(`${long}pepper`, 4);
    expect(await judge(long, { hash, beside: { scheme: "bcrypt-pepper", pepper: "pepper" } })).toBe("match");
    const digest = createHash("sha512").update("secret").digest("hex");
    const stored = { hash: bcryptjs.hashSync(digest, 4), beside: { scheme: "bcrypt-sha512" } };
    expect(await judge("secret", stored)).toBe("match");
  });
});
