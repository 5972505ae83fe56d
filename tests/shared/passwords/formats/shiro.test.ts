import { judge, testVectors } from "../vectors";

testVectors("Shiro", [
  {
    password: "hashcat",
    hash: "$shiro1$SHA-512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$bqIz0QbJ3oPwCmsncsNoPAXmjgDx0CbZMaI+5IFDrO9LpZ1AmGa+MpOk7096bHuFHr6P49k2BVGj8WHQUf+erw==",
  },
  { password: "hashcat", hash: "$shiro1$MD5$1$$h0O1IGPNhAl6ZdFjP1x09Q==" },
  { password: "пароль", hash: "$shiro1$SHA-1$2$c2FsdA==$EEUROwnFWv5qcYwXkGfZWp9iuyw=" },
]);

test.each([
  ["$shiro1$MD5$1000001$$h0O1IGPNhAl6ZdFjP1x09Q==", "too-costly"],
  ["$shiro1$MD5$999999999999999$$h0O1IGPNhAl6ZdFjP1x09Q==", "too-costly"],
  ["$shiro1$MD5$9999999999999999999$$h0O1IGPNhAl6ZdFjP1x09Q==", "unreadable"],
  ["$shiro1$MD5$0$$h0O1IGPNhAl6ZdFjP1x09Q==", "unreadable"],
  ["$shiro1$MD5$01$$h0O1IGPNhAl6ZdFjP1x09Q==", "unreadable"],
  ["$shiro1$SHA-1$1$$h0O1IGPNhAl6ZdFjP1x09Q==", "unreadable"],
  ["$shiro1$MD5$1$$h0O1IGPNhAl6ZdFjP1x09R==", "unreadable"],
  ["$shiro1$MD4$1$$h0O1IGPNhAl6ZdFjP1x09Q==", "unreadable"],
])("%s is %s", async (hash, verdict) => {
  expect(await judge("hashcat", { hash })).toBe(verdict);
});

test("what Shiro writes by default is below the ceiling", async () => {
  const hash = "$shiro1$SHA-256$500000$dxucP0IgyO99rdL0Ltj1Qg==$qssS60kTC7TqE61/JFrX/OEk0jsZbYXjiGhR7/t+XNY=";
  expect(await judge("password", { hash })).toBe("match");
});
