import { judge, testVectors } from "../vectors";

testVectors("MediaWiki before 1.24", [
  { password: "hashcat", hash: ":A:8743b52063cd84097a65d1633f5c74f5" },
  { password: "hashcat", hash: ":B:838c83e1:5f6e715a375f180156a2bc8de39dc25f" },
  { password: "hashcat", hash: ":B:2152187716:8c8b39c3602b194eeeb6cac78eea2742" },
]);

test.each([
  ":A::8743b52063cd84097a65d1633f5c74f5",
  ":B:5f6e715a375f180156a2bc8de39dc25f",
  ":B::5f6e715a375f180156a2bc8de39dc25f",
  ":C:8743b52063cd84097a65d1633f5c74f5",
  ":A:8743B52063CD84097A65D1633F5C74F5",
  "$B$2152187716$8c8b39c3602b194eeeb6cac78eea2742",
])("%s is not read", async (hash) => {
  expect(await judge("hashcat", { hash })).toBe("unreadable");
});

// Worked out with Python's hashlib.
testVectors("PBKDF2 around what MediaWiki had before", [
  {
    password: "pässword",
    hash: ":pbkdf2-legacyA:!sha512:1000:64!!MDEyMzQ1Njc4OWFiY2RlZg==!XM/b0ilklZFGH+m2qj3dKmV4Kxx0tlhgOo5mtweS9yiEOOPwWAkceuR0A6m0LKmY4a1Cbrx6piN+MIJrapQR1Q==",
  },
  {
    password: "pässword",
    hash: ":pbkdf2-legacyB:!sha512:1000:64!838c83e1!MDEyMzQ1Njc4OWFiY2RlZg==!AUGot3a0KbZKCbrKX7iXq+nueFFgITsXgyig2sSh6n7hVlMsJAGWWSLygvs37fAy3P4JcLLUZ4242RU/P+Ua9w==",
  },
]);

testVectors("what PHP writes, with MediaWiki's label", [
  { password: "U*U", hash: ":bcrypt:5$CCCCCCCCCCCCCCCCCCCCC.$E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
  {
    password: "password",
    hash: ":argon2:$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
  },
]);
