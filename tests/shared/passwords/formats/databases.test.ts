import { judge, testVectors } from "../vectors";

testVectors("MySQL of passlib and hashcat", [
  { password: "mypass", hash: "*6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4" },
  { password: "' OR 1 /*'", hash: "*97CF7A3ACBE0CA58D5391AC8377B5D9AC11D46D9" },
  { password: "táБℓə", hash: "*E7AFE21A9CFA2FC9D15D942AE8FB5C240FE5837B" },
  { password: "hashcat", hash: "*FCF7C1B8749CF99D88E5F34271D636178FB5D130" },
]);

testVectors("OLD_PASSWORD() of hashcat, passlib and MySQL's manual", [
  { password: "hashcat", hash: "7196759210defdc0", beside: { scheme: "mysql-old" } },
  { password: "mypass", hash: "6f8c114b58f2ce9e", beside: { scheme: "mysql-old" } },
]);

test("OLD_PASSWORD() passes over spaces and tabs", async () => {
  const stored = { hash: "6f8c114b58f2ce9e", beside: { scheme: "mysql-old" } };
  expect(await judge("my pass\t", stored)).toBe("match");
});

testVectors("SQL Server of passlib and hashcat", [
  { password: "Test", hash: "0x010034767D5C0CFA5FDCA28C4A56085E65E882E71CB0ED250341" },
  { password: "€¥$", hash: "0x0100624C0961B28E39FEE13FD0C35F57B4523F0DA1861C11D5A5" },
  { password: "hashcat", hash: "0x010045083578bf13a6e30ca29c40e540813772754d54a5ffd325" },
  {
    password: "hashcat",
    hash: "0x02003788006711b2e74e7d8cb4be96b1d187c962c5591a02d5a6ae81b3a4a094b26b7877958b26733e45016d929a756ed30d0a5ee65d3ce1970f9b7bf946e705c595f07625b1",
  },
]);

test.each([
  ["Test", "0x010034767D5C0CFA5FDCA28C4A56085E65E882E71CB0ED2503412FD54D6119FFF04129A1D72E7C3194F7284A7F3A"],
  ["x", "0x010086489146C46DD7318D2514D1AC706457CBF6CD3DF8407F071DB4BBC213939D484BF7A766E974F03C96524794"],
  [
    "canard",
    "0x01008408C523CF06DCB237835D701C165E68F9460580132E28ED8BC558D22CEDF8801F4503468A80F9C52A12C0A3",
  ],
])("SQL Server 2000: %s in the case it was given", async (password, hash) => {
  expect(await judge(password, { hash })).toBe("match");
  expect(await judge(password.toUpperCase(), { hash })).toBe("mismatch");
});

test.each([
  ["*6c8989366eaf75bb670ad8ea7a7fc1176a95cef4", "MySQL writes capitals"],
  ["6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4", "MySQL has a star"],
  ["7196759210defdc0", "MySQL before 4.1"],
  ["0x030034767D5C0CFA5FDCA28C4A56085E65E882E71CB0ED250341", "SQL Server has no version 3"],
])("%s is not read: %s", async (hash) => {
  expect(await judge("mypass", { hash })).toBe("unreadable");
});
