import { judge, testVectors } from "../vectors";

const options = { allow: ["plaintext"] };

testVectors("plaintext that is switched on", [
  { password: "hashcat", hash: "hashcat", beside: { scheme: "plaintext" }, options },
  { password: "{noop}x", hash: "{noop}x", beside: { scheme: "plaintext" }, options },
  { password: "password", hash: "{noop}password", options },
  { password: "test", hash: "{PLAIN}test", options },
  { password: "пароль", hash: "{Cleartext}пароль", options },
]);

test.each(["{noop}password", "{PLAIN}password"])(
  "%s is read only where that is switched on",
  async (hash) => {
    expect(await judge("password", { hash })).toBe("switched-off");
    expect(await judge("password", { hash, options: { allow: ["noop"] } })).toBe("switched-off");
  },
);

test("a password is not taken for its label", async () => {
  expect(await judge("{noop}password", { hash: "{noop}password", options })).toBe("mismatch");
  expect(await judge("x", { hash: "{noop}", options })).toBe("mismatch");
});

test.each(["spring", "dovecot", "ldap"])("the scheme %s knows the labels of plaintext", async (scheme) => {
  const stored = { hash: "{noop}password", beside: { scheme } };
  expect(await judge("password", stored)).toBe("switched-off");
  expect(await judge("password", { ...stored, options })).toBe("match");
  expect(await judge("passwords", { ...stored, options })).toBe("mismatch");
});
