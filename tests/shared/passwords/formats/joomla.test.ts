import { judge, testVectors } from "../vectors";

const joomla = { scheme: "joomla" };

testVectors("Joomla", [
  {
    password: "hashcat",
    hash: "b78f863f2c67410c41e617f724e22f34:89384528665349271307465505333378",
    beside: joomla,
  },
  { password: "hashcat", hash: "e8856db4b8ea631631fd26e6a7456766:S4lt", beside: joomla },
  {
    password: "hashcat",
    hash: "{SHA256}d1e125822be77d972aae1b16bc19b8c1104c4cafc2ee9d7b69435b8b5734eb58:S4lt",
    beside: joomla,
  },
  { password: "hashcat", hash: "8743b52063cd84097a65d1633f5c74f5", beside: joomla },
  { password: "hashcat", hash: "$P$946647711V1klyitUYhtB8Yw5DMA/w.", beside: joomla },
  {
    password: "password",
    hash: "$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe",
    beside: joomla,
  },
]);

test("without its scheme it is not guessed", async () => {
  expect(await judge("hashcat", { hash: "e8856db4b8ea631631fd26e6a7456766:S4lt" })).toBe("unreadable");
});
