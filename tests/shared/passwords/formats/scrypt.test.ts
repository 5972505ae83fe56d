import { testEachDigest, testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

const PASSWORD = "lètmein-Ω";
const SALT = "c2l4dGVlbiBieXRlIHN0cg==";
const KEY = "NeLx7Vqqaw4LkV6P/uvRJyBUzIdkzJeknaptdbc8Opk=";
const NODE_SALT = "0123456789abcdef0123456789abcdef";

testVectors("scrypt of its paper and of passlib", [
  {
    password: "password",
    hash: "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
    slow: true,
  },
  {
    password: "pleaseletmein",
    hash: "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI",
    slow: true,
  },
  {
    password: "test",
    hash: "$scrypt$ln=8,r=8,p=1$wlhLyXmP8b53bm1NKYVQqg$mTpvG8lzuuDk+DWz8HZIB6Vum6erDuUm0As5yU+VxWA",
  },
  {
    password: "password",
    hash: "$scrypt$ln=8,r=2,p=1$dO6d0xoDoLT2PofQGoNQag$g/Wf2A0vhHhaJM+addK61QPBthSmYB6uVTtQzh8CM3o",
  },
  {
    password: "táБℓə",
    hash: "$scrypt$ln=7,r=8,p=1$jjGmtDamdA4BQAjBeA9BSA$OiWRHhQtpDx7M/793x6UXK14AD512jg/qNm/hkWZG4M",
  },
  {
    password: "nacl",
    hash: "$scrypt$ln=1,r=4,p=2$yhnD+J+Tci4lZCwFgHCuVQ$fAsEWmxSHuC0cHKMwKVFPzrQukgvK09Sj+NueTSxKds",
  },
]);

const PUBLISHED = [
  // Kratos.
  {
    password: "test",
    hash: "$scrypt$ln=16384,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=",
  },
  // Spring, with its two lengths of salts, and lambdaworks.
  {
    password: "myPassword",
    hash: "$e0801$NHJs6FSXA3CySzc+lBlTddKW7EC/g1Gu4zSsEMvWWsAY6FiKGxWKW1l5t5JlNM8Bi6k8FmY1l42GUt738azWUg==$IMq/nFTcW0zoiLaB/foRSI4ord/QF4/y6CuK8dJJiSs=",
  },
  {
    password: "test",
    hash: "$e0801$FGl9FDIWw+D83OeNPGmD9u2VTqIkJopIQECgmb2DSWQLS0TeKSvYoWAkbEv6KxePPlCI3CP9MmVHuvnWv8/kag==$mlegCYdGXt+ghuo8i0rLjgOiNnGDW604Q5g/v7zwBPU=",
  },
  {
    password: "secret",
    hash: "$s0$e0801$epIxT/h6HbbwHaehFnh/bw==$7H0vsXlY8UxxyW/BWx/9GuY7jEvGjT71GFd6O4SZND0=",
  },
] as const;
testVectors(
  "scrypt, published",
  PUBLISHED.map((vector) => ({ ...vector, slow: true })),
);

const CHEAP = [
  { hash: `$scrypt$ln=256,r=8,p=1$${SALT}$${KEY}` },
  { hash: `$80801$${SALT}$${KEY}` },
  {
    hash: "scrypt:256:8:1$oSKgj0rLmMvd3wq8$f993b354c50ca2d5fc49f856e75fdedcb4b54425dd4443b5663f4453630d02be2406da2b0abf7ade3f3cbadafe1c2c8576b714119ed6c11bee8a0295a4d3ea88",
  },
  {
    hash: "100$8$1$7369787465656e206279746520737472$35e2f1ed5aaa6b0e0b915e8ffeebd1272054cc8764cc97a49daa6d75b73c3a99",
  },
  {
    hash: `${NODE_SALT}:b59283b42e9e784b537d04faef274d3f2fb329415510551285ea2f74d8194da4370b5f01fd1f7cb7ede3754d81e7ba94165821d76e8296c6e4cc503710bc2e9a`,
    beside: { scheme: "scrypt-node", n: 256, r: 8 },
  },
  {
    hash: `s2:${NODE_SALT}:b59283b42e9e784b537d04faef274d3f2fb329415510551285ea2f74d8194da4370b5f01fd1f7cb7ede3754d81e7ba94165821d76e8296c6e4cc503710bc2e9a`,
    beside: { scheme: "scrypt-node" },
    options: { system: { n: "256", r: "8" } },
  },
  {
    hash: "b9Z+fm42go9BoK8HUO7EnrB7d71TNXIqG8rVYt9wau8=",
    beside: {
      scheme: "scrypt",
      salt: SALT,
      saltEncoding: "base64",
      encoding: "base64",
      n: 256,
      r: 8,
      p: 2,
      keylen: 32,
    },
  },
  {
    hash: "6fd67e7e6e36828f41a0af0750eec49eb07b77bd5335722a1bcad562df706aef",
    beside: { scheme: "scrypt", salt: "sixteen byte str", n: "256", r: "8", p: "2", keylen: "32" },
  },
].map((vector) => ({ password: PASSWORD, ...vector }));
testVectors("scrypt of werkzeug and OpenSSL", CHEAP);

// Worked out with OpenSSL: the gem takes 1 MiB at most unless told otherwise, and makes up for it with lanes.
testVectors("scrypt of the Ruby gem, which has many lanes", [
  {
    password: "my secret",
    hash: "400$8$24$f5b8056ea6e66edb8d013ac432aba24a$d9e2a9825331b12920708254b689dac971734a856c0c7fd602c6ba4071eca2de",
    slow: true,
  },
  {
    password: "Passwörd",
    hash: "400$8$4c$0e2bdf91a4c7763512fa90cde5b10877c2a31d6bf4985e00a1b2c3d4e5f60718$e8b86343e4499f2252a91e73f107df98766324fa6455bfb5b19b8fe90038ebb4",
    slow: true,
  },
]);

testEachDigest("scrypt", CHEAP);

test("better-auth's parameters are the defaults of scrypt-node", async () => {
  const stored = {
    hash: `${NODE_SALT}:8adf3eae2398e5167df0ab9fa99f06d9aa6366e480708306d22547c3fbb803b52f436b3c796d0f0f18a16b822eb20463d2040e2358d1acf3432519b1bc5b2106`,
    beside: { scheme: "scrypt-node" },
  };
  expect(await judge("Ångström", stored)).toBe("match");
  expect(await judge("Ångström".normalize("NFD"), stored)).toBe("match");
  expect(await judge("Angström", stored)).toBe("mismatch");
});

test("a password of scrypt-node is taken in its normal form, and no other", async () => {
  const stored = {
    hash: `${NODE_SALT}:52d721d6b28ea2ba801fc121fdf4512ba53c7d0d7cc46259ce1d00fd97568ce2`,
    beside: { scheme: "scrypt-node", n: 256, r: 8, keylen: 32 },
  };
  expect(await judge("ﬁxture Ⅳ", stored)).toBe("match");
  expect(await judge("fixture IV", stored)).toBe("match");
});

test("a key is compared whole, although a shorter one is how it begins", async () => {
  const whole = { scheme: "scrypt", salt: "sixteen byte str", n: 256, r: 8, p: 2, keylen: 32 };
  const begins = "6fd67e7e6e36828f41a0af0750eec49e";
  expect(await judge(PASSWORD, { hash: begins, beside: whole })).toBe("unreadable");
  expect(await judge(PASSWORD, { hash: begins, beside: { ...whole, keylen: 16 } })).toBe("match");
  expect(await judge(PASSWORD, { hash: begins.slice(2), beside: { ...whole, keylen: 15 } })).toBe(
    "unreadable",
  );
});

const GENERIC = { scheme: "scrypt", hash: "ab".repeat(32), salt: "salt", n: 256, r: 8, p: 1, keylen: 32 };
const TAIL = "wvif8/4fg1Cq9V7L2dv73w$bJcLia1lyfQ1X2x0xflehwVXPzWIUQWWdnlGwfVzBeQ";
testVerdicts("unreadable", [
  `$scrypt$ln=10,r=1$${TAIL}`,
  `$scrypt$ln=0,r=1,p=1$${TAIL}`,
  `$scrypt$ln=10,r=0,p=1$${TAIL}`,
  `$scrypt$ln=10,r=1,p=0$${TAIL}`,
  `$scrypt$ln=-10,r=1,p=1$${TAIL}`,
  `$scrypt$ln=010,r=1,p=1$${TAIL}`,
  `$scrypt$ln=10,r=A,p=1$${TAIL}`,
  `$scrypt$ln=10,ln=10,r=1,p=1$${TAIL}`,
  `$scrypt$ln=99,r=1,p=1$${TAIL}`,
  `$scrypt$ln=10,r=1,p=1$wvif8/4fg1Cq9V7L2dv73x$bJcLia1lyfQ1X2x0xflehwVXPzWIUQWWdnlGwfVzBeQ`,
  `$scrypt$ln=10,r=1,p=1$wvif8/4fg1Cq9V7L2dv73w$bJcLia1lyfQ1X2x0xflehwVXPzWIUQWWdnlGwfVzBeR`,
  `$scrypt$ln=16385,r=8,p=1$${SALT}$${KEY}`,
  `$scrypt$ln=256,r=8,p=1$${SALT}$${KEY.slice(0, -1)}`,
  `scrypt:255:8:1$salt$${"ab".repeat(64)}`,
  `scrypt:256:8:1$salt$${"ab".repeat(32)}`,
  `scrypt:256:8:1$salt$${"AB".repeat(64)}`,
  `$00801$${SALT}$${KEY}`,
  `$80001$${SALT}$${KEY}`,
  `$80800$${SALT}$${KEY}`,
  `$80801$${SALT}$${KEY.replace("pk=", "pl=")}`,
  { scheme: "scrypt-node", hash: `${NODE_SALT}:${"ab".repeat(32)}` },
  { scheme: "scrypt-node", hash: `${NODE_SALT}:${"AB".repeat(64)}` },
  { scheme: "scrypt-node", hash: `:${"ab".repeat(64)}` },
  { scheme: "scrypt-node", hash: `${NODE_SALT}:${"ab".repeat(64)}`, n: 0 },
  { ...GENERIC, n: undefined },
  { ...GENERIC, n: -256 },
  { ...GENERIC, n: 256.5 },
  { ...GENERIC, n: "0x100" },
  { ...GENERIC, n: 1 },
  { ...GENERIC, n: 2 ** 40 },
  { ...GENERIC, r: 0 },
  { ...GENERIC, p: [1] },
  { ...GENERIC, keylen: undefined },
  { ...GENERIC, keylen: 31 },
  { ...GENERIC, salt: "" },
  { ...GENERIC, salt: undefined },
  { ...GENERIC, encoding: "HEX" },
  { ...GENERIC, encoding: "constructor" },
  { ...GENERIC, saltEncoding: "hex" },
]);
testVerdicts("too-costly", [
  `$scrypt$ln=19,r=8,p=1$${TAIL}`,
  `$scrypt$ln=10,r=134217728,p=8$${TAIL}`,
  `$scrypt$ln=10,r=8,p=513$${TAIL}`,
  `400$8$201$${"ab".repeat(16)}$${"ab".repeat(32)}`,
  `400$8$ffff$${"ab".repeat(16)}$${"ab".repeat(32)}`,
  `$scrypt$ln=18,r=8,p=8$${TAIL}`,
  `$scrypt$ln=1073741824,r=8,p=1$${SALT}$${KEY}`,
  `$1effff$${SALT}$${KEY}`,
  `40000000$8$1$${"ab".repeat(16)}$${"ab".repeat(32)}`,
  `scrypt:1073741824:8:1$salt$${"ab".repeat(64)}`,
  { scheme: "scrypt-node", hash: `${NODE_SALT}:${"ab".repeat(64)}`, n: 2 ** 20 },
  { ...GENERIC, r: 999_999_999 },
  { ...GENERIC, p: Number.MAX_SAFE_INTEGER },
]);

testVectors("crypt(3), of its author's and libsodium's tests", [
  {
    password: "pleaseletmein",
    hash: "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
    slow: true,
  },
  {
    password: "pleaseletmein",
    hash: "$7$06..../....SodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0",
  },
]);

testVerdicts("too-costly", [
  `$7$J6..../....SodiumChloride$${"a".repeat(43)}`,
  `$7$C6....z....SodiumChloride$${"a".repeat(43)}`,
]);

testVerdicts("unreadable", [
  `$7$z6..../....SodiumChloride$${"a".repeat(43)}`,
  `$7$C...../....SodiumChloride$${"a".repeat(43)}`,
  `$7$C6..../....$${"a".repeat(43)}`,
  `$7$C6..../....SodiumChloride$${"a".repeat(42)}`,
]);

/** The cost of scrypt is more than N times r: r alone fills memory, once for each lane. */
testVerdicts("too-costly", [
  `scrypt:2:1000000:4$salt$${"a".repeat(128)}`,
  `scrypt:2:1000000:1$salt$${"a".repeat(128)}`,
  `$7$/.7o1.2....salt$${"a".repeat(43)}`,
]);

testVerdicts("unreadable", [`0400$8$1$1122334455667788$${"a".repeat(64)}`]);

testVectors("the Ruby gem, which leaves out the zeros that a salt begins with", [
  {
    password: "secret",
    hash: "400$8$1$00a1b2c3d4e5f60718293a4b5c6d7e8f11111111111111111111111111111111$dfd36de5f90b7fac6b7f31c0d9a7788d7303772aacff659f90683793c1a5ed00",
  },
]);
