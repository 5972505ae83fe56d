import { judge, testVectors } from "../vectors";

const dovecot = { scheme: "dovecot" };

testVectors("Dovecot's own", [
  { password: "test", hash: "{PLAIN-MD4}db346d691d7acc4dc2625db19f9e3f52" },
  { password: "test", hash: "{MD5}$1$wmyrgRuV$kImF6.9MAFQNHe23kq5vI/" },
  { password: "test", hash: "{MD5-CRYPT}$1$GgvxyNz8$OjZhLh4P.gF1lxYEbLZ3e/" },
  { password: "test", hash: "{SHA1}qUqP5cyxm6YcTAhz05Hph5gvu9M=" },
  { password: "test", hash: "{NTLM}0cb6948805f797bf2a82807973b89537" },
  { password: "test", hash: "{SMD5}JTu1KRwptKZJg/RLd+6Vn5GUd0M=", beside: dovecot },
  { password: "test", hash: "{LDAP-MD5}CY9rzUYh03PK3k6DJie09g==" },
  { password: "test", hash: "{PLAIN-MD5}098f6bcd4621d373cade4e832627b4f6" },
  { password: "test", hash: "{SHA256}n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=", beside: dovecot },
  { password: "test", hash: "{SSHA}H/zrDv8FXUu1JmwvVYijfrYEF34jVZcO", beside: dovecot },
  { password: "test", hash: "{PBKDF2}$1$bUnT4Pl7yFtYX0KU$5000$50a83cafdc517b9f46519415e53c6a858908680a" },
  { password: "test", hash: "{BLF-CRYPT}$2y$05$11ipvo5dR6CwkzwmhwM26OXgzXwhV2PyPuLV.Qi31ILcRcThQpEiW" },
]);

testVectors("Dovecot with an encoding, made by Python", [
  {
    password: "hashcat",
    hash: "{SHA256-CRYPT}$5$7777657035274252$XftMj84MW.New1/ViLY5V4CM4Y7EBvfETaZsCW9vcJ8",
  },
  {
    password: "hashcat",
    hash: "{SHA512-CRYPT}$6$72820166$U4DVzpcYxgw7MVVDGGvB2/H5lRistD5.Ah4upwENR5UtffLR4X4SxSzfREv8z6wVl0jRFX40/KnYVvK4829kD1",
  },
  {
    password: "hashcat",
    hash: "{SSHA512.HEX}3c31100e89b1bc3458d2ed8e7660626e4de029b6bc0fd2f902b346bfd671034e8ab468eb4e415e371d9962a3f4602c5f33393d5117f799a54e8bf5abd721166073616c7473616c74",
  },
  {
    password: "hashcat",
    hash: "{ssha256.hex}4d4842954fe4fce2b1b5079c5447e068ac11f9687bd6b7bc5726ee0e30dadab773616c7473616c74",
  },
  { password: "hashcat", hash: "{SHA.B64}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=" },
  { password: "hashcat", hash: "{SHA256.BASE64}En5vv+JKdQ5ykwwiCo4TgnVla45dj0ipjDyS3yyrqTU=" },
  { password: "hashcat", hash: "{MD5.HEX}8743b52063cd84097a65d1633f5c74f5" },
  {
    password: "test",
    hash: "{ARGON2ID}$argon2id$v=19$m=32,t=2,p=4$cm94YnRVOW5jZzFzcVE4bQ$MNzk5BtR2vUhrp6qQEjRNw",
  },
  {
    password: "test",
    hash: "{argon2i}$argon2i$v=19$m=16,t=2,p=1$bGJRWThNOHJJTVBSdHl2dQ$NfEnUOuUpb7F2fQkgFUG4g",
  },
]);

test.each([
  ["{SSHA512.HEX}3c31100e89b1bc3458d2ed8e7660626e"],
  ["{SHA.HEX}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
  ["{SHA.UTF8}b89eaac7e61417341b710b727768294d0e6a277b"],
  ["{CRAM-MD5}e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6"],
  ["{LANMAN}01fc5a6be7bc6929aad3b435b51404ee"],
  ["{PBKDF2}$2$bUnT4Pl7yFtYX0KU$5000$50a83cafdc517b9f46519415e53c6a858908680a"],
  ["{PBKDF2}$1$bUnT4Pl7yFtYX0KU$5000$50A83CAFDC517B9F46519415E53C6A858908680A"],
  ["{PBKDF2}$1$$5000$50a83cafdc517b9f46519415e53c6a858908680a"],
])("%s is not read", async (hash) => {
  expect(await judge("test", { hash })).toBe("unreadable");
  expect(await judge("test", { hash, beside: dovecot })).toBe("unreadable");
});

test.each([
  "{PBKDF2}$1$bUnT4Pl7yFtYX0KU$4000001$50a83cafdc517b9f46519415e53c6a858908680a",
  "{BLF-CRYPT}$2y$16$11ipvo5dR6CwkzwmhwM26OXgzXwhV2PyPuLV.Qi31ILcRcThQpEiW",
])("%s is too costly", async (hash) => {
  expect(await judge("test", { hash })).toBe("too-costly");
});

const SHA256_CRYPT = "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";

testVectors("spellings that doveadm takes as well", [
  { password: "test", hash: "{SHA256.HEX}9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08" },
  { password: "test", hash: "{PLAIN-MD5}CY9rzUYh03PK3k6DJie09g==" },
  { password: "test", hash: "{LDAP-MD5}098f6bcd4621d373cade4e832627b4f6" },
  { password: "Hello world!", hash: `{SHA256-CRYPT.B64}${Buffer.from(SHA256_CRYPT).toString("base64")}` },
  { password: "Hello world!", hash: `{SHA256-CRYPT.HEX}${Buffer.from(SHA256_CRYPT).toString("hex")}` },
]);
