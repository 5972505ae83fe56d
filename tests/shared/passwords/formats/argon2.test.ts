import { testEachDigest, testVerdicts } from "../hostile";
import { testVectors } from "../vectors";

const PASSWORD = "lètmein-Ω";
const of = (...hashes: string[]) => hashes.map((hash) => ({ password: "password", hash }));

testVectors("argon2 of the reference implementation and passlib", [
  ...of(
    "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E",
    "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    "$argon2i$v=19$m=512,t=2,p=2,data=c29tZWRhdGE$c29tZXNhbHQ$KgHyCesFyyjkVkihZ5VNFw",
  ),
  {
    password: "táБℓə",
    hash: "$argon2i$v=19$m=512,t=2,p=2$1sV0O4PWLtc12Ypv1f7oGw$z+yqzlKtrq3SaNfXDfIDnQ",
  },
]);

testVectors(
  "argon2 in each version of each variant, of argon2-cffi",
  [
    "$argon2d$v=16$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$G9kIadEF2diI683DFIrcfxrZGs62xOUUL9N/bUpvclg",
    "$argon2d$v=19$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$qY9cuIezSOPXB9jFBI1on8jKaMiuv1B5SjQd+AI3r4M",
    "$argon2i$v=16$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$gXQS1KBotGKlgKGFymT435sFvehof/DSkQjpwFGmK0Q",
    "$argon2i$v=19$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$APCUcxeQAqjLG8RhFxs4l6mttFk9F0R/zu8yUppGYD4",
    "$argon2id$v=16$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$X1xp+eGD8PrI94uW/fxHMf1Kg1J5Xb5Ia6jnaLfp36g",
    "$argon2id$v=19$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$WxQujYhilNTICusNKlsxCk2sxWD8buz/BSVK/SAazxE",
    // Without a version it is the first one.
    "$argon2id$m=32,t=2,p=2$c2l4dGVlbiBieXRlIHN0cg$X1xp+eGD8PrI94uW/fxHMf1Kg1J5Xb5Ia6jnaLfp36g",
    // Of PHP.
    "$argon2id$v=19$m=64,t=2,p=1$U2pueVpwOEZGdXNMZjRCMA$o9cugsfhE4Ou6IGoYjyHv6wxZQDP1wwapDwXqPAE/uk",
  ].map((hash) => ({ password: PASSWORD, hash })),
);

testVectors("argon2 of Kratos and Supabase", [
  {
    password: "test",
    hash: "$argon2id$v=19$m=32,t=2,p=4$cm94YnRVOW5jZzFzcVE4bQ$MNzk5BtR2vUhrp6qQEjRNw",
  },
  {
    password: "test",
    hash: "$argon2id$v=19$m=32,t=5,p=4$cm94YnRVOW5jZzFzcVE4bQ$fBxypOL0nP/zdPE71JtAV71i487LbX3fJI5PoTN6Lp4",
  },
  {
    password: "test",
    hash: "$argon2i$v=19$m=16,t=2,p=1$bGJRWThNOHJJTVBSdHl2dQ$NfEnUOuUpb7F2fQkgFUG4g",
  },
  {
    password: "test",
    hash: "$argon2id$v=19$m=32,t=3,p=2$SFVpOWJ0eXhjRzVkdGN1RQ$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk",
  },
]);

testEachDigest("argon2", [
  {
    password: "test",
    hash: "$argon2id$v=19$m=32,t=2,p=4$cm94YnRVOW5jZzFzcVE4bQ$MNzk5BtR2vUhrp6qQEjRNw",
  },
  {
    password: "test",
    hash: "$argon2i$v=19$m=16,t=2,p=1$bGJRWThNOHJJTVBSdHl2dQ$NfEnUOuUpb7F2fQkgFUG4g",
  },
]);

const TAIL = "c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY";
testVerdicts("unreadable", [
  `$argon2qq$v=19$m=256,t=2,p=4$${TAIL}`,
  `$argon2i$v=18$m=256,t=2,p=4$${TAIL}`,
  `$argon2i$v=19$t=2,p=4$${TAIL}`,
  `$argon2i$v=19$t=2,m=256,p=4$${TAIL}`,
  `$argon2i$v=19$m=256,m=256,t=2,p=4$${TAIL}`,
  `$argon2i$v=19$m=256,t=2,p=4,q=5$${TAIL}`,
  `$argon2i$v=19$m=256,t=2,p=4,keyid=ABCD$${TAIL}`,
  `$argon2i$v=19$m=256,t=2,p=4,keyid=ABCD,data=EFGH$${TAIL}`,
  `$argon2i$v=19$m=256,t=2,p=4,data=EFGHI$${TAIL}`,
  `$argon2i$v=19$m=127,t=2,p=16$${TAIL}`,
  `$argon2i$v=19$m=256,t=0,p=1$${TAIL}`,
  `$argon2i$v=19$m=256,t=-1,p=1$${TAIL}`,
  `$argon2i$v=19$m=256,t=2,p=0$${TAIL}`,
  `$argon2i$v=19$m=0256,t=2,p=1$${TAIL}`,
  `$argon2i$v=19$m=99999999999999999999,t=2,p=1$${TAIL}`,
  // A salt of seven bytes; digests of 15 and of 129; bits without meaning at the end of the salt and of the digest.
  "$argon2i$v=19$m=256,t=2,p=1$c2V2ZW4hIQ$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY",
  `$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$${"A".repeat(20)}`,
  `$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$${"A".repeat(172)}`,
  "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHR$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY",
  "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGZ",
  "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ=$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY=",
]);
testVerdicts("too-costly", [
  `$argon2i$v=19$m=262145,t=1,p=1$${TAIL}`,
  `$argon2i$v=19$m=4294967295,t=1,p=1$${TAIL}`,
  `$argon2i$v=19$m=64,t=17,p=1$${TAIL}`,
  `$argon2i$v=19$m=65536,t=8589934592,p=1$${TAIL}`,
  `$argon2i$v=19$m=262144,t=5,p=1$${TAIL}`,
  `$argon2i$v=19$m=65536,t=1,p=17$${TAIL}`,
]);

const rfc = (variant: string, tag: string, more = "data=BAQEBAQEBAQEBAQE"): string =>
  `$${variant}$v=19$m=32,t=3,p=4,${more}$AgICAgICAgICAgICAgICAg$${tag}`;

describe("argon2 with a key, of RFC 9106", () => {
  const beside = { scheme: "argon2-pepper" };
  const options = { system: { pepper: "\u0003".repeat(8) } };
  const stored = { password: "\u0001".repeat(32), beside, options, slow: true as const };

  testVectors("each variant", [
    { ...stored, hash: rfc("argon2d", "USs5G28RYpdTcdMJGXNClPho4745hPPBoTpNufq+Sss") },
    { ...stored, hash: rfc("argon2i", "yBTZ0dx/N6oT8Nd/JJS9ocjeawFt04jSmVKkxGcrbOg") },
    { ...stored, hash: rfc("argon2id", "DWQN9Y14dmwIwDejSotTydAe8EUtdbZetSUg6WsB5lk") },
    {
      ...stored,
      hash: rfc("argon2id", "DWQN9Y14dmwIwDejSotTydAe8EUtdbZetSUg6WsB5lk", "keyid=aWQ,data=BAQEBAQEBAQEBAQE"),
    },
  ]);

  const hash = rfc("argon2id", "DWQN9Y14dmwIwDejSotTydAe8EUtdbZetSUg6WsB5lk");
  testVerdicts("unreadable", [
    { hash, ...beside },
    { hash, ...beside, pepper: "" },
    rfc("argon2id", "DWQN9Y14dmwIwDejSotTydAe8EUtdbZetSUg6WsB5lk", "keyid=aWQ"),
  ]);
  testVerdicts("mismatch", [{ hash, ...beside, pepper: "another" }, hash]);
});

testVectors("argon2 where an application has it beside its older hashes", [
  {
    password: "secret",
    hash: "$argon2id$v=19$m=64,t=2,p=1$LmNPWTRrVDdJaGZuSFJFdQ$1J1DP4mtjqd5mTzqQiomXvnwb+yc+tPOXk5iEAEyXhk",
    beside: { scheme: "wordpress" },
  },
  {
    password: "secret",
    hash: "$argon2id$v=19$m=64,t=2,p=1$ZUVnbDQ4RHkycHRBei8vWQ$JP1eXvlVFKgEoaKmVeTQodb/WL+7fAVPeR59ETCQynE",
    beside: { scheme: "joomla" },
  },
  {
    password: "secret",
    hash: "$argon2id$v=19$m=64,t=2,p=1$LmNPWTRrVDdJaGZuSFJFdQ$1J1DP4mtjqd5mTzqQiomXvnwb+yc+tPOXk5iEAEyXhk",
    beside: { scheme: "bcrypt-symfony" },
  },
]);

const BESIDE = { scheme: "argon2", memory: 256, passes: "2", lanes: 2, salt: "somesalt" };
const BARE = [
  {
    password: "password",
    hash: "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    beside: BESIDE,
  },
  {
    password: "password",
    hash: "T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E=",
    beside: {
      ...BESIDE,
      variant: "Argon2i",
      encoding: "base64",
      salt: "c29tZXNhbHQ=",
      saltEncoding: "base64",
    },
  },
  {
    password: PASSWORD,
    hash: "1bd90869d105d9d888ebcdc3148adc7f1ad91aceb6c4e5142fd37f6d4a6f7258",
    beside: { ...BESIDE, variant: "argon2d", version: 16, memory: 32, salt: "sixteen byte str" },
  },
  {
    password: "test",
    hash: "MNzk5BtR2vUhrp6qQEjRNw",
    beside: {
      ...BESIDE,
      encoding: "unpadded-base64",
      memory: 32,
      lanes: 4,
      salt: "cm94YnRVOW5jZzFzcVE4bQ",
      saltEncoding: "unpadded-base64",
      keylen: 16,
    },
  },
];
testVectors("argon2 without its parameters, which stand beside it", BARE);
testEachDigest("argon2 without its parameters", BARE);

const [{ hash: BARE_HASH } = { hash: "" }] = BARE;
testVerdicts("unreadable", [
  { ...BESIDE, hash: BARE_HASH, memory: undefined },
  { ...BESIDE, hash: BARE_HASH, passes: 0 },
  { ...BESIDE, hash: BARE_HASH, lanes: undefined },
  { ...BESIDE, hash: BARE_HASH, salt: "short" },
  { ...BESIDE, hash: BARE_HASH, salt: undefined },
  { ...BESIDE, hash: BARE_HASH, variant: "argon2x" },
  { ...BESIDE, hash: BARE_HASH, version: 18 },
  { ...BESIDE, hash: BARE_HASH, keylen: 31 },
  { ...BESIDE, hash: BARE_HASH.slice(0, 32) },
  { ...BESIDE, hash: BARE_HASH.slice(0, 30), keylen: 15 },
  { ...BESIDE, hash: BARE_HASH, scheme: undefined },
]);
testVerdicts("too-costly", [
  { ...BESIDE, hash: BARE_HASH, memory: 2 ** 32 },
  { ...BESIDE, hash: BARE_HASH, passes: 17 },
  { ...BESIDE, hash: BARE_HASH, lanes: 17 },
]);
