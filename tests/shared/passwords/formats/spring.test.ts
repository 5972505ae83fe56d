import { judge, testVectors } from "../vectors";

testVectors("Spring Security's own", [
  {
    password: "password",
    hash: "{bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG",
    slow: true,
  },
  { password: "password", hash: "{ldap}{SSHA}igvD9lOiTXm16dmOw0YWRb9OjK2ThZvdQku2EQ==" },
  {
    password: "password",
    hash: "{MD4}{KYp8/QErWyQemYazZQ8UnWWfbGbkYkVC8qMi0duoA84=}152ce09d3261d2b53cac55b2ea4d1c7a",
  },
  {
    password: "password",
    hash: "{MD5}{aRYR+Yp2xSqtgF+vtjH6jNda6M083iEbP+zCFjLt9IA=}905e382a25eed53e22224223b3581092",
  },
  { password: "password", hash: "{MD5}{}f1026a66095fc2058c1f8771ed05d6da" },
  { password: "password", hash: "{MD5}5f4dcc3b5aa765d61d8327deb882cf99" },
  { password: "abc123", hash: "{MD5}{THIS_IS_A_SALT}poqv2QKZ0LE33ij7S7aFcw==" },
  { password: "ww_uni123", hash: "{MD4}{Alan K Stewart}ZplT6P5Kv6Rlu6W4FIoYNA==" },
  {
    password: "password",
    hash: "{SHA-1}{6581QepZz2qd8jVrT2QYPVtK8DuM2n45dVslmc3UTWc=}4f31573948ddbfb8ac9dd80107dfad13fd8f2454",
  },
  {
    password: "password",
    hash: "{SHA-256}{UisHp3pFSMqcqrhQsrhR+hspIG0SyMDyDW/XtY+t6nA=}a98efbaf59277bfd1837c33fd4fde67de5bcfd2205bcba0992f6fc32b03a8f88",
  },
  {
    password: "password",
    hash: "{sha256}97cde38028ad898ebc02e690819fa220e88c62e0699403e94fff291cfffaf8410849f27605abcbc0",
  },
  {
    password: "password",
    hash: "{pbkdf2}5d923b44a6d129f3ddf3e3c8d29412723dcbde72445e8ef6bf3b508fbf17fa4ed4d6b99ca763d8dc",
    slow: true,
  },
  {
    password: "password",
    hash: "{pbkdf2@SpringSecurity_v5_8}fefe5120467e5d4ccff442dbb2fa86d276262d97435c0c54e5eebced51ffd144fcb05eb53fea2677216c4f3250010006",
    slow: true,
  },
  {
    password: "password",
    hash: "{scrypt}$e0801$8bWJaSu2IKSn9Z9kM+TPXfOc/9bdYSrN1oD9qfVThWEwdRTnO7re7Ei+fUZRJ68k9lTyuTeUp4of4g24hHnazw==$OAOec05+bXxvuu/1qZ6NUR+xQYvYv7BeL1QxwRpY5Pc=",
    slow: true,
  },
  {
    password: "password",
    hash: "{scrypt@SpringSecurity_v5_8}$e0801$vSriIassJwvdNBF1vpSoCenqBxvpT4e+NcLKVsrOVpaZfyRfpUJ6KctkpmketuacWelLU5njpILXM9LLkMXLMw==$vIQQljL257HOcnumyiy1hJBGYHmoXgENIh+NkFvmrGY=",
    slow: true,
  },
]);

const secret = { system: { pepper: "pepper!" } };

testVectors("Spring Security with a secret, made by Python", [
  {
    password: "hashcat",
    hash: "{sha256}0001020304050607876a85863273e1abe36d692433f516bb711769337e57da47b8d94ca25de0a956",
    options: secret,
  },
  {
    password: "пароль",
    hash: "{sha256}00010203040506078f3665a2ccdbb2621d95511fda3fe6a3c0aceeb43dd1e12e56ef91425ec31a61",
    beside: { scheme: "spring" },
  },
  {
    password: "hashcat",
    hash: "{pbkdf2@SpringSecurity_v5_8}000102030405060708090a0b0c0d0e0f16f4a7ba291fd696f784d204669c65842a48b611eef26979bbaa2002658d23fe",
    beside: { iterations: 1000 },
    options: secret,
  },
  {
    password: "hashcat",
    hash: "{pbkdf2}AAECAwQFBgfyUqNx6aTMhIYNZa6miKysnojnmbSd2yQdABEGbhm5pg==",
    options: { system: { iterations: 1000 } },
  },
]);

test("a secret counts", async () => {
  const hash = "{sha256}0001020304050607876a85863273e1abe36d692433f516bb711769337e57da47b8d94ca25de0a956";
  expect(await judge("hashcat", { hash })).toBe("mismatch");
  expect(await judge("hashcat", { hash, options: { system: { pepper: "pepper" } } })).toBe("mismatch");
});

test.each([
  [
    "the id of an encoder is in its case",
    "{Bcrypt@SpringSecurity_v5_8}$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe",
  ],
  [
    "the id of an encoder is in its case",
    "{Sha256}97cde38028ad898ebc02e690819fa220e88c62e0699403e94fff291cfffaf8410849f27605abcbc0",
  ],
  ["no encoder", "{}$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe"],
  ["an unknown encoder", "{unmapped}password"],
  ["a property of every object", "{toString}password"],
  ["a salt that has no end", "{MD5}{salteb753fb0c370582b4ee01b30f304b9fc"],
  ["a digest of another length", "{MD5}{salt}eb753fb0c370582b4ee01b30f304b9fc00"],
  ["capitals", "{MD5}{salt}EB753FB0C370582B4EE01B30F304B9FC"],
  ["braces inside of braces", "{bcrypt}{bcrypt}$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe"],
  ["parameters without a hash", "{scrypt}12ab"],
])("%s: %s is not read", async (_, hash) => {
  expect(await judge("password", { hash })).toBe("unreadable");
  expect(await judge("password", { hash, beside: { scheme: "spring" } })).toBe("unreadable");
});

test.each([
  [{ hash: "{bcrypt}$2a$31$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG" }],
  [
    {
      hash: "{pbkdf2}5d923b44a6d129f3ddf3e3c8d29412723dcbde72445e8ef6bf3b508fbf17fa4ed4d6b99ca763d8dc",
      beside: { iterations: 5_000_000 },
    },
  ],
  [
    {
      hash: "{scrypt}$1f0801$8bWJaSu2IKSn9Z9kM+TPXfOc/9bdYSrN1oD9qfVThWEwdRTnO7re7Ei+fUZRJ68k9lTyuTeUp4of4g24hHnazw==$OAOec05+bXxvuu/1qZ6NUR+xQYvYv7BeL1QxwRpY5Pc=",
    },
  ],
  [
    {
      hash: "{argon2}$argon2id$v=19$m=4194304,t=2,p=1$v7fN5p91BQbdbA2HfdSPRg$MULpa02CO/6FKfqwuerCFvS7OhMxGFCKUOoWfzt86Rc",
    },
  ],
])("%j is not worked out", async (stored) => {
  expect(["too-costly", "unreadable"]).toContain(await judge("password", stored));
});

test("Spring Security's argon2", async () => {
  const vectors = [
    {
      password: "password",
      hash: "{argon2}$argon2d$v=19$m=1024,t=1,p=1$c29tZXNhbHQ$Li5eBf5XrCz0cuzQRe9oflYqmA/VAzmzichw4ZYrvEU",
    },
    {
      password: "password",
      hash: "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=16384,t=2,p=1$v7fN5p91BQbdbA2HfdSPRg$MULpa02CO/6FKfqwuerCFvS7OhMxGFCKUOoWfzt86Rc",
    },
  ];
  for (const vector of vectors) {
    expect(await judge(vector.password, vector)).toBe("match");
    expect(await judge("passwort", vector)).toBe("mismatch");
  }
});
