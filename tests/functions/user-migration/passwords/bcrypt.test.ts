import { testEachDigest, testVerdicts } from "./hostile";
import { judge, testVectors, type Vector } from "./vectors";

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
