import { judge, testVectors } from "../vectors";

testVectors("phpass of hashcat, Openwall and passlib", [
  { password: "hashcat", hash: "$P$946647711V1klyitUYhtB8Yw5DMA/w." },
  { password: "test12345", hash: "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0" },
  { password: "123456", hash: "$H$9PE8jEklgZhgLmZl5.HYJAzfGCQtzi1" },
  { password: "thisisalongertestPW", hash: "$P$912345678LIjjb6PhecupozNBmDndU0" },
  { password: "JohnRipper", hash: "$P$612345678si5M0DDyPpmRCmcltU/YW/" },
  { password: "JohnRipper", hash: "$H$712345678WhEyvy1YWzT4647jzeOmo0" },
  { password: "JohnRipper", hash: "$P$B12345678L6Lpt4BxNotVIMILOa9u81" },
  { password: "compL3X!", hash: "$P$FiS0N5L672xzQx1rt1vgdJQRYKnQM9/", slow: true },
  { password: "táБℓə", hash: "$P$7SMy8VxnfsIy2Sxm7fJxDSdil.h7TW." },
]);

const phpbb3 = { scheme: "phpbb3" };

testVectors("phpBB", [
  { password: "hashcat", hash: "$P$946647711V1klyitUYhtB8Yw5DMA/w.", beside: phpbb3 },
  { password: `a<b>&"c"'d`, hash: "$H$7ABCD./01a83PKKkPzUTS5rjIyq5vy0", beside: phpbb3 },
  { password: "cafe\u0301", hash: "$H$7ABCD./0118zUS9LsiuZCtn/lwyHN./", beside: phpbb3 },
]);

test.each(["I", "S"])("the cost %s is too high", async (cost) => {
  const hash = `$P$${cost}12345678si5M0DDyPpmRCmcltU/YW/`;
  expect(await judge("JohnRipper", { hash })).toBe("too-costly");
});

test.each([".", "4", "T", "z", "~", ""])("the cost %p is none", async (cost) => {
  expect(await judge("JohnRipper", { hash: `$P$${cost}12345678si5M0DDyPpmRCmcltU/YW/` })).toBe("unreadable");
});

test("a lower ceiling refuses what is above it", async () => {
  const [hash, options] = ["$P$B12345678L6Lpt4BxNotVIMILOa9u81", { ceilings: { rounds: 8191 } }];
  expect(await judge("JohnRipper", { hash, options })).toBe("too-costly");
});

testVectors("phpBB from 3.1 on", [
  {
    password: `"a" & <b>`,
    hash: "$2y$04$ypUe1KVuRQSkoFmnnkHfnua25GWYV4DrujGJSbIKUJFiwV1eFTLvG",
    beside: phpbb3,
  },
]);

testVectors("phpBB's own update of phpass, inside bcrypt", [
  {
    password: "secret",
    hash: "$H\\2y$9eMHoFGld$10\\5UuyTJ6W9KX190JNQUJ2Me$G2JgjaWkGl0qUyz6qAM3Y6KZIQaNDFq",
    beside: { scheme: "phpbb3" },
    slow: true,
  },
]);

testVectors("what there was before phpBB 3", [
  { password: "secret", hash: "5ebe2294ecd0e0f08eab7690d2a6ee69", beside: { scheme: "phpbb3" } },
]);
