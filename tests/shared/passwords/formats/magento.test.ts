import { judge, testVectors } from "../vectors";

testVectors("Magento 2, made by libsodium", [
  {
    password: "hashcat",
    hash: "c3dbb15ec6ba7d8920a52a7720f9322669e048a239422e685cc5240565b9fb83:5PiKJRn28bBKoFMopMaaKuV47aJ6GzVg:3_32_1_8192",
  },
  {
    password: "hashcat",
    hash: "0017b9cea148762b8cad915b9480e89a9aeaa48e85b1cf9e0bbc32ab99292a97:short:3_32_1_8192",
  },
]);

testVectors("Magento 2, upgraded", [
  {
    password: "hashcat",
    hash: "e8257d0b5fa5e118497286ebf72c8c5ce1d9df6a6472473f94117ea6f0975a8e:short:0:3_32_1_8192",
  },
  {
    password: "hashcat",
    hash: "d626eda3d69bd3bc5b4b3c7bc6cbe48b0f19728b51fd704aa5a8d00d68662a02:short:1:3_32_1_8192",
  },
  { password: "hashcat", hash: "f5c67edac3296f1c32a0c8a6fb1924187ee79fccaef97e2b6676dbc47ef4362a:short:0:1" },
  {
    password: "hashcat",
    hash: "7139afd44d58e7b47cdcd5a9cdbbb2146f7a9ed6f1325ae3f2daf06881bd665d:short:0:1:3_32_1_8192:3_32_2_16384",
  },
]);

const magento1 = { scheme: "magento1" };

testVectors("Magento with plain digests", [
  { password: "hashcat", hash: "8e1f2921e8c4eff3048bdec54b953389:short:0" },
  { password: "hashcat", hash: "78d949fee5ce8d230d7371bc48b874e23ac9ed77e012f3b8fa7dd95853735a22:short:1" },
  { password: "hashcat", hash: "8743b52063cd84097a65d1633f5c74f5::0" },
  { password: "hashcat", hash: "ad6416c62caaffabab84a079d8ae3eec:sh", beside: magento1 },
  { password: "hashcat", hash: "8743b52063cd84097a65d1633f5c74f5", beside: magento1 },
  {
    password: "hashcat",
    hash: "78d949fee5ce8d230d7371bc48b874e23ac9ed77e012f3b8fa7dd95853735a22:short",
    beside: magento1,
  },
]);

const DIGEST = "c3dbb15ec6ba7d8920a52a7720f9322669e048a239422e685cc5240565b9fb83";

test.each([
  "3_32_99_8192",
  "3_32_1_1073741824",
  "3_32_1_999999999999",
  "3_32_16_268435456",
  "3_32_9_8192:3_32_9_8192",
])("%s is too costly", async (versions) => {
  expect(await judge("hashcat", { hash: `${DIGEST}:short:${versions}` })).toBe("too-costly");
});

test.each([
  ["no such version", `${DIGEST}:short:4`],
  ["a digest of another length", `${DIGEST}:short:3_16_1_8192`],
  ["no memory", `${DIGEST}:short:3_32_1_0`],
  ["no pass", `${DIGEST}:short:3_32_0_8192`],
  ["more numbers than there are", `${DIGEST}:short:3_32_1_${"9".repeat(40)}`],
  ["five versions", `${DIGEST}:short:1:1:1:1:1`],
  ["no salt for argon2", `${DIGEST}::3_32_1_8192`],
  ["capitals", `${DIGEST.toUpperCase()}:short:1`],
  ["no version and no scheme", `${DIGEST}:short`],
])("%s: it is not read", async (_, hash) => {
  expect(await judge("hashcat", { hash })).toBe("unreadable");
});

test.each([
  {
    password: "Password@",
    hash: "ab5ebf8d273b085b6a60336198e0a5a2090fdc3e0606a678315c7274ab06e046:5PiKJRn28bBKoFMopMaaKuV47aJ6GzVg:3_32_2_67108864",
  },
  {
    password: "hashcat",
    hash: "dbd5664cc5bad7b09a68e0fc0db2d7ed1b9c9dcb345c926502fcfc6a49167ab9:5PiKJRn28bBKoFMopMaaKuV47aJ6GzVg:2",
  },
])("Magento 2 with its usual parameters: $hash", async ({ password, hash }) => {
  expect(await judge(password, { hash })).toBe("match");
});
