import { testEachDigest, testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

const PASSWORD = "lètmein-Ω";
const SALT = "c2l4dGVlbiBieXRlIHN0cg==";
const HEX_SALT = "0123456789abcdef0123456789abcdef";
const SHA512 = "iVbu9n5WCxQKXJ7ZBsUJGChI2e68scBzmCYpkNNQ0kRJrX4BWE8nPkyyRlXEpPn3mrUMtyXY6fTwq2RCqvFZqQ==";

testVectors("PBKDF2 of RFC 6070 and RFC 7914", [
  {
    password: "password",
    hash: "4b007901b765489abead49d926f721d065a429c1",
    beside: { scheme: "pbkdf2", digest: "sha1", iterations: 4096, salt: "salt" },
  },
  {
    password: "passwordPASSWORDpassword",
    hash: "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
    beside: {
      scheme: "pbkdf2",
      digest: "SHA-1",
      iterations: "4096",
      salt: "saltSALTsaltSALTsaltSALTsaltSALTsalt",
      keylen: 25,
    },
  },
  {
    password: "passwd",
    hash: "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
    beside: { scheme: "pbkdf2", digest: "sha256", iterations: 1, salt: "salt", keylen: 64 },
  },
]);

testVectors("PBKDF2 of passlib", [
  { password: "password", hash: "$pbkdf2$1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI" },
  { password: "Ιωαννης", hash: "$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc" },
  {
    password: "password",
    hash: "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ",
  },
  {
    password: "Ιωαννης",
    hash: "$pbkdf2-sha512$1212$KkbvoKGsAIcF8IslDR6skQ$8be/PRmd88Ps8fmPowCJttH9G3vgxpG.Krjt3KT.NP6cKJ0V4Prarqf.HBwz0dCkJ6xgWnSj2ynXSV7MlvMa8Q",
  },
  {
    password: "password",
    hash: "{PBKDF2-SHA256}1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ",
  },
]);

testVectors("PBKDF2, published by Kratos, Atlassian and wikis", [
  {
    password: "test",
    hash: "$pbkdf2-sha256$i=100000,l=32$1jP+5Zxpxgtee/iPxGgOz0RfE9/KJuDElP1ley4VxXc$QJxzfvdbHYBpydCbHoFg3GJEqMFULwskiuqiJctoYpI",
    slow: true,
  },
  {
    password: "admin",
    hash: "{PKCS5S2}c4xaeTQM0lUieMS3V5voiexyX9XhqC2dBd5ecVy60IPksHChwoTAVYFrhsgoq8/p",
    slow: true,
  },
  {
    password: "Ιωαννης",
    hash: "{PKCS5S2}cE9Yq6Am5tQGdHSHhky2XLeOnURwzaLBG2sur7FHKpvy2u0qDn6GcVGRjlmJoIUy",
    slow: true,
  },
  {
    password: "4training",
    hash: ":pbkdf2:sha512:30000:64:pjtCXscgI3Z0OZDuZv8m9w==:l/Je0AYVy0okCapxuIkAfAxYmgnWu4PmtgJxY2J+3PmYqu77BGVSPA5zBZUwCky/3oV/dqGkhy9sXGXWmUww1w==",
    slow: true,
  },
]);

const CHEAP = [
  { hash: "$pbkdf2-sha1$i=1000,l=32$c2l4dGVlbiBieXRlIHN0cg$8f5kNNHaw/blf4kTyp0se7XAdGGHBZy5nvjpI2uq89U" },
  { hash: "$pbkdf2-sha256$i=1000$c2l4dGVlbiBieXRlIHN0cg$1J0+dxmnkrc6Q/8oGfPu2VvDXJ/6trWaLyCKLYvfiaE" },
  { hash: "$pbkdf2-sha512$i=1000,l=32$c2l4dGVlbiBieXRlIHN0cg$iVbu9n5WCxQKXJ7ZBsUJGChI2e68scBzmCYpkNNQ0kQ" },
  {
    hash: "pbkdf2:sha256:1000$oSKgj0rLmMvd3wq8$ce3ab099fcd8b3bdd6e8500d5f330466b89546ba70ae49168d3f1e9a8f19049f",
  },
  { hash: "pbkdf2:sha1:1000$oSKgj0rLmMvd3wq8$22f1cfa1dcbca2c432a15086b4de0445484ef543" },
  {
    hash: "pbkdf2:sha512:1000$oSKgj0rLmMvd3wq8$131e6794be2b514004d69e828d73f3715600aafb6b3eb8d1ed4d242b515b564784d641d79d69e8bdf27b1a862f6489f21cb33c31ce4fcc7bb379da8e3991a7a6",
  },
  { hash: `:pbkdf2:sha512:1000:64:${SALT}:${SHA512}` },
  // FusionAuth: salted-pbkdf2-hmac-sha256 and -sha512-512.
  {
    hash: "1J0+dxmnkrc6Q/8oGfPu2VvDXJ/6trWaLyCKLYvfiaE=",
    beside: {
      scheme: "pbkdf2",
      digest: "sha256",
      iterations: 1000,
      salt: SALT,
      encoding: "base64",
      saltEncoding: "base64",
    },
  },
  {
    hash: SHA512,
    beside: { scheme: "pbkdf2", iterations: 1000, salt: SALT },
    options: { system: { digest: "sha512", encoding: "base64", saltEncoding: "base64" } },
  },
].map((vector) => ({ password: PASSWORD, ...vector }));
testVectors("PBKDF2 of werkzeug and OpenSSL", CHEAP);
testEachDigest("PBKDF2", CHEAP);

/** passport-local-mongoose: 512 bytes. */
const MONGOOSE = {
  hash: "88839ecc94193975ce14274abe3044bc4024aef4daaa8833519ceaed198d2f3453a7cd63cdef200dda67502c468de4b92b2a2c4e8e508ca8646e85a59995093d2b382264ff3254fbf1d5db9a8f9d289cd790517e28dcf8540f6aa5c7aaf1993e0b418ab3b2bdc37e6b5cd17be027f3acd43e9a56e2079bef9e362ac237945d6c784e769e46b5473bade5896640b9abe6e01b9f453652f67b59258b1af7561c8c53ad2a63563034a3ec6de5e9b5719cd6f15606cab8091f4b888a7c81ade3d2ff92aaf891b950b8c2864eda0f86f494aa2198cc5d430fe0cd27af9a3979ee1130e84fabe2735cea60c81c3c25531eebbfb018e963728a49d5943d291db08d3b0eec65f108cce1b0f1df7afcc904db8ad79340a82c40b2dc8dd0b2daa6f79163ba032bf93f02a4d27257f84277cd8766c89406c256b97d10bf94bbe0657e676aa23903e37c3682c877cdc19892716b77a5699180e180270e78ada4c5cf1b04fa7dc7937d3ea4bb9154cc397974afd2d9bba217d919bd9d74ad0b5c43d4b97092d6b95c082925a5276ec2b8732ac43d8582cdc07a0e6ddc52f4a2533d36096d87d30733eaed8cb432b24ae7763d4dc44aeea22630649f64321a4056e218693c29fb99e86009845c96660d9afb81897bb88fd2e9ffc044ef5f644e3727b8803adfccb73caafa8c6e6524bc1e3062e283dd5321d51ee329b63b9f50877d48f952d6ef",
  beside: { scheme: "pbkdf2", digest: "sha256", iterations: 1000, keylen: 512, salt: HEX_SALT },
};

test("a key is compared whole, although a shorter one is how it begins", async () => {
  const begins = MONGOOSE.hash.slice(0, 64);
  const short = { ...MONGOOSE.beside, keylen: 32 };
  expect(await judge(PASSWORD, MONGOOSE)).toBe("match");
  expect(await judge(`${PASSWORD}x`, MONGOOSE)).toBe("mismatch");
  expect(await judge(PASSWORD, { hash: `${MONGOOSE.hash.slice(0, -1)}0`, beside: MONGOOSE.beside })).toBe(
    "mismatch",
  );
  expect(await judge(PASSWORD, { ...MONGOOSE, hash: begins })).toBe("unreadable");
  expect(await judge(PASSWORD, { ...MONGOOSE, beside: short })).toBe("unreadable");
  expect(await judge(PASSWORD, { hash: begins, beside: short })).toBe("match");
});

test("every block of a long key counts towards its cost", async () => {
  const costly = { ...MONGOOSE, options: { ceilings: { iterations: 15_999 } } };
  expect(await judge(PASSWORD, costly)).toBe("too-costly");
  expect(await judge(PASSWORD, { ...MONGOOSE, options: { ceilings: { iterations: 16_000 } } })).toBe("match");
});

const GENERIC = { scheme: "pbkdf2", hash: "ab".repeat(32), digest: "sha256", iterations: 1, salt: "salt" };
const SHA1 = "THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc";
const PHC = "c2l4dGVlbiBieXRlIHN0cg$1J0+dxmnkrc6Q/8oGfPu2VvDXJ/6trWaLyCKLYvfiaE";
testVerdicts("unreadable", [
  `$pbkdf2$01212$${SHA1}`,
  `$pbkdf2$$${SHA1}`,
  `$pbkdf2$0$${SHA1}`,
  `$pbkdf2$-1$${SHA1}`,
  `$pbkdf2$1e3$${SHA1}`,
  `$pbkdf2$1212$${SHA1}$`,
  `$pbkdf2-sha256$1212$${SHA1}`,
  `$pbkdf2$1212$THDqatpidANpadlLeTeOEh$HV3oi1k5C5LQCgG1BMOL.BX4YZc`,
  `$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZd`,
  `$pbkdf2$1212$$HV3oi1k5C5LQCgG1BMOL.BX4YZc`,
  `$pbkdf2-sha256$i=1000,l=31$${PHC}`,
  `$pbkdf2-sha256$i=1000,l=0$${PHC}`,
  `$pbkdf2-sha256$i=1000,i=1000$${PHC}`,
  `$pbkdf2-sha256$I=1000,l=32$${PHC}`,
  `$pbkdf2-sha256$${PHC}`,
  "$pbkdf2-sha384$i=100000,l=32$xDInuz7Y/DPzZUnCaQXJmg$7ICaEa6jEqxbbCBbv4YzrBf39KYNAtc3Bj0QWKeB3Ck",
  `$pbkdf2-sha999$i=1000,l=32$${PHC}`,
  `$pbkdf2-sha256$i=1000,l=8$c2l4dGVlbiBieXRlIHN0cg$1J0+dxmnkrc`,
  `pbkdf2:sha256$salt$${"ab".repeat(32)}`,
  `pbkdf2:sha256:1000$salt$${"AB".repeat(32)}`,
  `pbkdf2:sha256:1000$salt$${"ab".repeat(20)}`,
  `pbkdf2:md4:1000$salt$${"ab".repeat(16)}`,
  "{PKCS5S2}c4xaeTQM0lUieMS3V5voiexyX9XhqC2dBd5ecVy!0IPksHChwoTAVYFrhsgoq8/p",
  "{PKCS5S2}c4xaeTQM0lUieMS3V5voiexyX9XhqC2dBd5ecVy60IPksHChwoTAVYFrhsgoq8/",
  "{PKCS5S2}c4xaeTQM0lUieMS3V5voiexyX9XhqC2dBd5ecVy60IPksHChwoTAVYFrhsgoq8/=",
  `:pbkdf2:sha512:1000:32:${SALT}:${SHA512}`,
  `:pbkdf2:sha512:1000:64:${SALT}:${SHA512}:`,
  `:pbkdf2:sha512:1000:64::${SHA512}`,
  { ...GENERIC, digest: undefined },
  { ...GENERIC, digest: "sha3-256" },
  { ...GENERIC, digest: "toString" },
  { ...GENERIC, iterations: undefined },
  { ...GENERIC, iterations: 0 },
  { ...GENERIC, iterations: -1 },
  { ...GENERIC, iterations: 1.5 },
  { ...GENERIC, iterations: Number.NaN },
  { ...GENERIC, iterations: "1e3" },
  { ...GENERIC, salt: "" },
  { ...GENERIC, salt: undefined },
  { ...GENERIC, keylen: 31 },
  { ...GENERIC, keylen: 0 },
  { ...GENERIC, hash: "ab".repeat(31) },
  { ...GENERIC, hash: "AB".repeat(32) },
  { ...GENERIC, encoding: "base64" },
  { ...GENERIC, saltEncoding: "valueOf" },
]);
testVerdicts("too-costly", [
  `$pbkdf2$4000001$${SHA1}`,
  `$pbkdf2-sha256$i=999999999999999,l=32$${PHC}`,
  `pbkdf2:sha256:99999999$salt$${"ab".repeat(32)}`,
  `:pbkdf2:sha512:99999999:64:${SALT}:${SHA512}`,
  { ...GENERIC, iterations: 4_294_967_296 },
  { ...GENERIC, hash: "ab".repeat(1_024), keylen: 1_024, iterations: 200_000 },
]);

testVectors("PBKDF2 of smaller projects, of passlib's tests", [
  { password: "cloadm", hash: "$p5k2$$exec$r1EWMCMk7Rlv3L/RNcFXviDefYa0hlql" },
  { password: "gnu", hash: "$p5k2$c$u9HvcT4d$Sd1gwSVCLZYAuqZ25piRnbBEoAesaa/g" },
  { password: "dcl", hash: "$p5k2$d$tUsch7fU$nqDkaxMDOFBeJsTSfABsyn.PYUXilHwL" },
  { password: "spam", hash: "$p5k2$3e8$H0NX9mT/$wk/sE8vv6OMKuMaqazCJYDSUhWY9YB2J" },
  { password: "hashy the \u2603", hash: "$p5k2$1000$ZxK4ZBJCfQg=$jJZVscWtO--p1-xIZl6jhO2LKR0=" },
  {
    password: "\u0399\u03c9\u03b1\u03bd\u03bd\u03b7\u03c2",
    hash: "$p5k2$4321$OTg3NjU0MzIx$jINJrSvZ3LXeIbUdrJkRpN62_WQ=",
  },
  {
    password: "\u0399\u03c9\u03b1\u03bd\u03bd\u03b7\u03c2",
    hash: "grub.pbkdf2.sha512.10000.BCAC1CEC5E4341C8C511C5297FA877BE91C2817B32A35A3ECF5CA6B8B257F751.6968526A2A5B1AEEE0A29A9E057336B48D388FFB3F600233237223C2104DE1752CEC35B0DD1ED49563398A282C0F471099C2803FBA47C7919CABC43192C68F60",
  },
]);

test("a length that cannot be read is none", async () => {
  for (const hash of [
    "$pbkdf2-sha256$i=10,l=00$c2FsdHNhbHQ$O+8Scj42V9TpYFU/fhA2vw",
    ":pbkdf2:sha256:10:00:c2FsdHNhbHQ=:O+8Scj42V9TpYFU/fhA2vw==",
  ])
    expect([hash, await judge("secret", { hash })]).toEqual([hash, "unreadable"]);
});
