import { md4 } from "../../../../shared/passwords/parts/md4";
import { judge, testVectors } from "../vectors";

test.each([
  ["", "31d6cfe0d16ae931b73c59d7e0c089c0"],
  ["a", "bde52cb31de33e46245e05fbdbd6fb24"],
  ["abc", "a448017aaf21d8525fc10ae87aa6729d"],
  ["message digest", "d9130a8164549fe818874806e1c7014b"],
  ["abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4"],
  ["1234567890".repeat(8), "e33b4ddc9c38f2199c3e7b164fcc0536"],
])("MD4 of RFC 1320: %s", (text, expected) => {
  expect(md4(Buffer.from(text)).toString("hex")).toBe(expected);
});

test.each([
  [55, "c889c81dd86c4d2e025778944ea02881"],
  [56, "d5f9a9e9257077a5f08b0b92f348b0ad"],
  [57, "872097e6f78e3b53f890459d03bc6fb7"],
  [63, "7ea3da77432d44c323671097d1348fc8"],
  [64, "52f5076fabd22680234a3fa9f9dc5732"],
  [65, "330e377bf231f3cacfecc2c182fe7e5b"],
  [119, "e65dd227ccef97fa1d34d70189120f76"],
  [120, "b03ddbd470b47c013e0c7ab2ddd763db"],
  [200, "e4720c787792df1ec36423b1f3fb0ee6"],
])("MD4 of OpenSSL: %i times a", (length, expected) => {
  expect(md4(Buffer.alloc(length, "a")).toString("hex")).toBe(expected);
});

const ntlm = { scheme: "ntlm" };

testVectors("NTLM of hashcat, passlib and Samba", [
  { password: "hashcat", hash: "b4b9b02e6f09a9bd760f388b67351e2b", beside: ntlm },
  { password: "OLDPASSWORD", hash: "6677b2c394311355b54f25eec5bfacf5", beside: ntlm },
  { password: "€€", hash: "682467b963bb4e61943e170a04f7db46", beside: ntlm },
  { password: "password", hash: "8846F7EAEE8FB117AD06BDD830B7586C", beside: ntlm },
  { password: "passphrase", hash: "$3$$7f8fe03093cc84b267b109625f6bbf4b" },
]);

test("it is not guessed, nor is it MD4 of UTF-8", async () => {
  const hash = "b4b9b02e6f09a9bd760f388b67351e2b";
  expect(await judge("hashcat", { hash })).toBe("unreadable");
  expect(await judge("hashcat", { hash, beside: { scheme: "md4" } })).toBe("mismatch");
});

test("the C library widens bytes, and others encode characters", async () => {
  const password = "Müñ€rßöÄ";
  expect(await judge(password, { hash: "$3$$271d98364fa6f53d179f035e1c8148ec" })).toBe("match");
  const encoded = md4(Buffer.from(password, "utf16le")).toString("hex");
  expect(await judge(password, { hash: `$3$$${encoded}` })).toBe("match");
  const stored = { hash: "271d98364fa6f53d179f035e1c8148ec", beside: { scheme: "ntlm" } };
  expect(await judge(password, stored)).toBe("mismatch");
});
