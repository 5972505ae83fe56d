import { judge, testVectors } from "../vectors";

const beside = { scheme: "symfony-sha512", salt: "k8XxnwtH4qo4oo4s0c0w8kk0ow4kgw4" };
const hash = "JVRwX/mg9kdLomGyJs3KoAbGFeJg3Ly2saNrMyW4NOGl6KYypGjRjW89zjxJ+OGeq3LTMA+nu7Ta5Yz/2d/NOA==";

testVectors("Symfony's SHA-512, made by PHP", [
  { password: "hashcat", hash, beside },
  {
    password: "пароль",
    hash: "8dSx7gR+whcmRUd2PvsnwXwGnqvJ8jEkoiOhqFnKXO/hEqPjzv4c3EMx7LcPmYLxbcZ+JQFCR2ra5s6bxE86CA==",
    beside: { ...beside, salt: "", iterations: 1 },
  },
  {
    password: "hashcat",
    hash: "1614dd3cc6f40d1fd116f887e9cd76e0edbaaa012aa3790d5f559d2a8ee3d42f78a44b3721b4dd25a3f61b6a2fd3bfe4c6110847d98839f5bf7caf97143d5466",
    beside: { scheme: "symfony-sha512", salt: "s" },
    options: { system: { iterations: "100" } },
  },
]);

test.each([
  [{ ...beside, iterations: 1_000_001 }, "too-costly"],
  [{ ...beside, iterations: 0 }, "unreadable"],
  [{ ...beside, salt: undefined }, "unreadable"],
  [{ ...beside, salt: 12 }, "unreadable"],
])("%j is %s", async (given, verdict) => {
  expect(await judge("hashcat", { hash, beside: given })).toBe(verdict);
});
