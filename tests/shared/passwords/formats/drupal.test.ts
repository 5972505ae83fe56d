import { judge, testVectors } from "../vectors";

testVectors("Drupal of hashcat and John the Ripper", [
  { password: "hashcat", hash: "$S$C20340258nzjDWpoQthrdNTR02f0pmev0K/5/Nx80WSkOQcPEQRh" },
  { password: "virtualabc", hash: "$S$CwkjgAKeSx2imSiN3SyBEg8e0sgE2QOx4a/VIfCHN0BZUNAWCr1X", slow: true },
  { password: "hashcat", hash: "$S$5abcdefghZ8GlutQi1t3dyGFxGyYDuOtS8FU1qLceU2oj701NwH7" },
]);

testVectors("Drupal with the MD5 of Drupal 6", [
  { password: "hashcat", hash: "U$S$7ABCD./01S7USGwZ2IuVsbh/whTFHI9AbdixWTrKhKMBAXQRkMR3" },
  { password: "hashcat", hash: "U$P$7ABCD./01HoDiqpbKCoPoxRFjMaOY8/" },
  { password: "hashcat", hash: "U$H$7ABCD./01HoDiqpbKCoPoxRFjMaOY8/" },
]);

test("the MD5 itself is not the password", async () => {
  const hash = "U$P$7ABCD./01HoDiqpbKCoPoxRFjMaOY8/";
  expect(await judge("8743b52063cd84097a65d1633f5c74f5", { hash })).toBe("mismatch");
});

test.each([
  ["S", "too-costly"],
  ["z", "unreadable"],
  ["4", "unreadable"],
])("the cost %s is %s", async (cost, verdict) => {
  const rest = "20340258nzjDWpoQthrdNTR02f0pmev0K/5/Nx80WSkOQcPEQRh";
  expect(await judge("hashcat", { hash: `$S$${cost}${rest}` })).toBe(verdict);
  expect(await judge("hashcat", { hash: `U$S$${cost}${rest}` })).toBe(verdict);
});
