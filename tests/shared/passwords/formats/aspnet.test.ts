import { testEachDigest, testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

const PASSWORD = "lètmein-Ω";

/** What is left of a version 3 with a salt and a key of usual length, if half of the key is cut off. */
const CUT_TO_128_BITS = 60;

testVectors("Identity of ASP.NET Core's tests", [
  {
    password: "my password",
    hash: "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==",
  },
  {
    password: "my password",
    hash: "ANXrDknc7fGPpigibZXXZFMX4aoqz44JveK6jQuwY3eH/UyPhvr5xTPeGYEckLxz9A==",
  },
  {
    password: "my password",
    hash: "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
    slow: true,
    shorter: CUT_TO_128_BITS,
  },
  {
    password: "my password",
    hash: "AQAAAAIAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9B0Oxwty+PGIDSp95gcCfzeDvA4sGapUIUov8usXfD6A==",
    slow: true,
    shorter: CUT_TO_128_BITS,
  },
  {
    password: "my password",
    hash: "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==",
    slow: true,
    shorter: CUT_TO_128_BITS,
  },
]);

testVectors("Identity of ASP.NET Core's tests, with a longer salt, and a shorter or longer key", [
  { password: "my password", hash: "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw" },
  { password: "my password", hash: "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M" },
  {
    password: "my password",
    hash: "AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWyUxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw==",
  },
  {
    password: "my password",
    hash: "AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=",
    slow: true,
  },
]);

test.each([
  ["another key", "AQAAAAAAAAD6AAAAEAhftMyfTJyAAAAAAAAAAAAAAAAAAAih5WsjXaR3PA9M", "mismatch"],
  ["a key of four bytes", "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A=", "unreadable"],
  [
    "bytes behind the key",
    "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHwAAAAAAAAAAAA",
    "unreadable",
  ],
])("what ASP.NET Core's tests refuse is refused: %s", async (_, hash, verdict) => {
  expect(await judge("my password", { hash })).toBe(verdict);
});

const MEMBERSHIP = { scheme: "aspnet-membership", salt: "c2l4dGVlbiBieXRlIHN0cg==" };
const IDENTITY_KEY = 43;

const CHEAP = [
  { hash: "AHNpeHRlZW4gYnl0ZSBzdHLx/mQ00drD9uV/iRPKnSx7tcB0YYcFnLme+Okja6rz1Q==" },
  { hash: "AQAAAAAAAAPoAAAAEHNpeHRlZW4gYnl0ZSBzdHLx/mQ00drD9uV/iRPKnSx7tcB0YYcFnLme+Okja6rz1Q==" },
  { hash: "AQAAAAEAAAPoAAAAEHNpeHRlZW4gYnl0ZSBzdHLUnT53GaeStzpD/ygZ8+7ZW8Ncn/q2tZovIIoti9+JoQ==" },
  { hash: "AQAAAAIAAAPoAAAAEHNpeHRlZW4gYnl0ZSBzdHKJVu72flYLFApcntkGxQkYKEjZ7ryxwHOYJimQ01DSRA==" },
  { hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", beside: MEMBERSHIP },
  { hash: "TmUjNJbg9fJavEUgd/CP2c5xACa8bnAzPgZoJD7kNt8=", beside: { ...MEMBERSHIP, passwordFormat: 1 } },
].map((vector) => ({
  password: PASSWORD,
  ...(vector.hash.startsWith("AQ") && { shorter: CUT_TO_128_BITS }),
  digest: vector.hash.slice(-IDENTITY_KEY - 2),
  ...vector,
}));
testVectors("Identity and Membership", CHEAP);
testEachDigest("Identity and Membership", CHEAP);

test("Membership's PasswordFormat 0 is plaintext, which a stage has to switch on", async () => {
  const row = { hash: PASSWORD, beside: { scheme: "plaintext", salt: MEMBERSHIP.salt, passwordFormat: 0 } };
  expect(await judge(PASSWORD, row)).toBe("switched-off");
  expect(await judge(PASSWORD, { ...row, options: { allow: ["plaintext"] } })).toBe("match");
  expect(await judge("plaintext", { ...row, options: { allow: ["plaintext"] } })).toBe("mismatch");
});

/** A version 3 as somebody might forge it: what the header says, and how many bytes there are. */
function forged({ prf = 1, iterations = 1, saltLength = 16, bytes = 61, version = 1 }): string {
  const text = Buffer.alloc(bytes, 7);
  text[0] = version;
  text.writeUInt32BE(prf, 1);
  text.writeUInt32BE(iterations, 5);
  text.writeUInt32BE(saltLength, 9);
  return text.toString("base64");
}

test("what is forged below differs from a hash in one thing only", async () => {
  expect(await judge(PASSWORD, { hash: forged({}) })).toBe("mismatch");
});

testVerdicts("unreadable", [
  forged({ saltLength: 0 }),
  forged({ saltLength: 15 }),
  forged({ saltLength: 17 }),
  forged({ saltLength: 48 }),
  forged({ saltLength: 0x7fffffff }),
  forged({ saltLength: 0xffffffff }),
  forged({ prf: 3 }),
  forged({ prf: 0xffffffff }),
  forged({ iterations: 0 }),
  forged({ bytes: 13 }),
  forged({ bytes: 29 }),
  forged({ bytes: 44 }),
  forged({ bytes: 46 }),
  forged({ bytes: 61, saltLength: 15 }),
  forged({ bytes: 60 }),
  forged({ bytes: 62 }),
  forged({ version: 0 }),
  forged({ version: 2 }),
  forged({ version: 255 }),
  forged({}).replace(/=+$/, ""),
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", salt: undefined },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", salt: "" },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", salt: "!" },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", passwordFormat: 0 },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYI=", passwordFormat: "2" },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRYJ=" },
  { ...MEMBERSHIP, hash: "i9j319w5z/qFNe3dhDmPfihuRY==" },
  { ...MEMBERSHIP, hash: "" },
]);
testVerdicts("too-costly", [forged({ iterations: 4_000_001 }), forged({ iterations: 0xffffffff })]);

// Worked out with Python's hmac.
testVectors("Membership of .NET 4, whose key is filled up with the salt", [
  {
    password: "Pa55wörd€",
    hash: "McjevnMnGyaeQlyjF3Zj/iXcPGVu62qg31A2ctKD1iE=",
    beside: { scheme: "aspnet-membership-hmac", salt: "AAECAwQFBgcICQoLDA0ODw==" },
  },
  {
    password: "Pa55wörd€",
    hash: "dN+LOrpMtxTG78snHfoIobAMZjSKuB0bSAtUPacjPsI=",
    beside: { scheme: "aspnet-membership-hmac", salt: "AAECAwQFBgcICQoLDA0ODxAREhM=" },
  },
]);

testVerdicts("unreadable", [
  { hash: "McjevnMnGyaeQlyjF3Zj/iXcPGVu62qg31A2ctKD1iE=", scheme: "aspnet-membership-hmac" },
  { hash: "McjevnMnGyaeQlyjF3Zj/iXcPGVu62qg31A2ctKD1iE=", scheme: "aspnet-membership-hmac", salt: "" },
]);
