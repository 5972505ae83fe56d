import { testEachDigest, testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

const PROJECT = {
  signerKey: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
  saltSeparator: "Bw==",
  rounds: 8,
  memCost: 14,
};
const HASH = "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==";
const SALT = "42xEC+ixf3L2lw==";
const USER = { scheme: "firebase-scrypt", salt: SALT };

const SUPABASE_KEY =
  "ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==";
const SUPABASE_TAIL =
  "C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==";
const SUPABASE = `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${SUPABASE_KEY}$${SUPABASE_TAIL}`;

const SUPERTOKENS =
  "$f_scrypt$qZM035es5AXYqavsKD6/rhtxg7t5PhcyRgv5blc3doYbChX8keMfQLq1ra96O2Pf2TP/eZrR5xtPCYN6mX3ESA==$/cj0jC1br5o4+w==$m=14$r=8$s=Bw==";
const SUPERTOKENS_KEY =
  "gRhC3eDeQOdyEn4bMd9c6kxguWVmcIVq/SKa0JDPFeM6TcEevkaW56sIWfx88OHbJKnCXdWscZx0l2WbCJ1wbg==";

testVectors("Firebase's own, that of Kratos, of Supabase and of SuperTokens", [
  { password: "user1password", hash: HASH, beside: USER, options: { system: PROJECT }, slow: true },
  { password: "user1password", hash: HASH, beside: { ...USER, ...PROJECT }, slow: true },
  {
    password: "8x4WjoDbSxJZdR",
    hash: "$firescrypt$ln=14,r=8,p=1$sPtDhWcd1MfdAw==$xbSou7FOl6mChCyzpCPIQ7tku7nsQMTFtyOZSXXd7tjBa4NtimOx7v42Gv2SfzPQu1oxM2/k4SsbOu73wlKe1A==$Bw==$YE0dO4bwD4JnJafh6lZZfkp1MtKzuKAXQcDCJNJNyeCHairWHKENOkbh3dzwaCdizzOspwr/FITUVlnOAwPKyw==",
    slow: true,
  },
  { password: "mytestpassword", hash: SUPABASE, slow: true },
  {
    password: "testPass123",
    hash: SUPERTOKENS,
    options: { system: { signerKey: SUPERTOKENS_KEY } },
    slow: true,
  },
]);

test("hash and salt may be in the other alphabet of base64, as an export has them", async () => {
  const exported = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_");
  const stored = { hash: exported(HASH), beside: { ...USER, salt: exported(SALT) } };
  expect(await judge("user1password", { ...stored, options: { system: PROJECT } })).toBe("match");
});

test.each([
  ["signerKey", SUPABASE_KEY],
  ["saltSeparator", "CA=="],
  ["rounds", 4],
  ["memCost", 13],
  ["salt", "42xEC+ixf3L2lg=="],
])("with another %s it is another hash", async (name, other) => {
  const beside = { ...USER, ...PROJECT, [name]: other };
  expect(await judge("user1password", { hash: HASH, beside })).toBe("mismatch");
});

testEachDigest("Firebase", [
  {
    password: "lètmein-Ω",
    hash: "WBLzQi7wUrKhtIDpKa10a1aZjH5JkfYbtKMaqDKJtp4cVPq3KxVEe5i7f8/UHbsmi97cli8jEFsF3qP35+Lp2g==",
    beside: { ...USER, ...PROJECT, memCost: 4 },
  },
]);

const given = { hash: HASH, ...USER, ...PROJECT };
testVerdicts("unreadable", [
  { ...given, signerKey: undefined },
  { ...given, signerKey: "!!!" },
  { ...given, signerKey: "Bw==" },
  { ...given, signerKey: `${PROJECT.signerKey}\n` },
  { ...given, saltSeparator: undefined },
  { ...given, saltSeparator: "Bx==" },
  { ...given, rounds: undefined },
  { ...given, rounds: 0 },
  { ...given, rounds: -8 },
  { ...given, memCost: 0 },
  { ...given, memCost: 14.5 },
  { ...given, memCost: 64 },
  { ...given, salt: undefined },
  { ...given, salt: "" },
  { ...given, hash: HASH.slice(0, 44) },
  { ...given, hash: HASH.slice(0, -2) },
  { ...given, hash: `${HASH.slice(0, -3)}R==` },
  SUPERTOKENS,
  SUPABASE.replace("v=1", "v=2"),
  SUPABASE.replace("n=14", "n=0"),
  SUPABASE.replace("n=14", "n=4294967297"),
  SUPABASE.replace("r=8", "r=0"),
  SUPABASE.replace("r=8", "r=18446744073709551617"),
  SUPABASE.replace("p=1", "p=0"),
  SUPABASE.replace("ss=Bw==", "ss=!!!"),
  SUPABASE.replace("ss=Bw==", "ss="),
  SUPABASE.replace(/sk=[^$]+/, "sk=!!!"),
  SUPABASE.replace("C0sHCg9ek77hsg==", "!!!"),
]);
testVerdicts("too-costly", [
  { ...given, memCost: 30 },
  { ...given, rounds: 1_000_000 },
  SUPABASE.replace("n=14", "n=24"),
  SUPABASE.replace("r=8", "r=99999999"),
  SUPABASE.replace("p=1", "p=256"),
]);

test.each(["01", "9".repeat(20), "0"])("%s lanes are not one", async (lanes) => {
  const hash = (p: string) =>
    `$fbscrypt$v=1,n=6,r=8,p=${p},ss=Bw==,sk=${Buffer.alloc(64, 1).toString("base64")}$AAAA$${Buffer.alloc(64).toString("base64")}`;
  expect(await judge("secret", { hash: hash("1") })).toBe("mismatch");
  expect(await judge("secret", { hash: hash(lanes) })).toBe("unreadable");
});
