import { judge, testVectors } from "./vectors";

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
