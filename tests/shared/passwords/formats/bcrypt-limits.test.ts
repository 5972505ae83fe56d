import bcryptjs from "bcryptjs";
import { verifyPassword } from "../../../../shared/passwords";

const OPTIONS = { ceilings: { bcryptCost: 6 } };
const verify = (candidate: string, hash: string, scheme?: string) =>
  verifyPassword(candidate, { hash, ...(scheme !== undefined && { scheme }) }, OPTIONS);

/** Published with the OpenBSD and Openwall implementations. */
const VECTORS: [password: string, hash: string][] = [
  ["U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  ["U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"],
  ["U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"],
];

test.each(VECTORS)("%j matches its published hash and no other", async (password, hash) => {
  await expect(verify(password, hash)).resolves.toBe("match");
  await expect(verify(password, hash.replace("$2a$", "$2y$"))).resolves.toBe("match");
  await expect(verify(`${password}x`, hash)).resolves.toBe("mismatch");
  await expect(verify(password, `${hash.slice(0, -1)}A`)).resolves.toBe("mismatch");
});

describe("bytes after the 72nd do not count", () => {
  test.each([
    ["of ASCII", "a".repeat(72), "a".repeat(100), "a".repeat(71)],
    ["of two-byte letters", "é".repeat(36), "é".repeat(50), "é".repeat(35)],
    ["in the middle of a letter", `${"a".repeat(71)}é`, `${"a".repeat(71)}êx`, "a".repeat(71)],
  ])("%s", async (_, stored, longer, shorter) => {
    const hash = bcryptjs.hashSync(stored, 4);
    await expect(verify(longer, hash)).resolves.toBe("match");
    await expect(verify(shorter, hash)).resolves.toBe("mismatch");
  });
});

test("a lone surrogate has the bytes that other implementations give it", async () => {
  await expect(verify("a\uD800b", bcryptjs.hashSync("a\uFFFDb", 4))).resolves.toBe("match");
});

test.each([
  "",
  "$2b$04$",
  `$2x$04$${"a".repeat(53)}`,
  `$2$04$${"a".repeat(53)}`,
  `$2b$03$${"a".repeat(53)}`,
  `$2b$32$${"a".repeat(53)}`,
  `$2b$4$${"a".repeat(54)}`,
  `$2b$04$${"a".repeat(52)}`,
  `$2b$04$${"a".repeat(54)}`,
  `$2b$04$${"a".repeat(52)}!`,
  `$2b$04$${"a".repeat(53)}\n`,
  ` $2b$04$${"a".repeat(53)}`,
  "x".repeat(5_000),
])("%j is not read", async (hash) => {
  await expect(verify("password", hash)).resolves.toBe("unreadable");
});

test("a hash that costs more than the stage allows is not worked through", async () => {
  await expect(verify("password", `$2b$07$${"a".repeat(53)}`)).resolves.toBe("too-costly");
  await expect(verify("password", `$2b$31$${"a".repeat(53)}`)).resolves.toBe("too-costly");
});

test("a scheme that is another's is not overruled", async () => {
  const [[password, hash] = ["", ""]] = VECTORS;
  await expect(verify(password, hash, "bcrypt")).resolves.toBe("match");
  await expect(verify(password, hash, "sha256")).resolves.toBe("unreadable");
  await expect(verify(password, hash, "sha257")).resolves.toBe("unknown-scheme");
});

test.each(["", "\0", "pass\0word", "x".repeat(1_025)])(
  "the candidate %j matches nothing",
  async (candidate) => {
    await expect(verify(candidate, bcryptjs.hashSync(candidate, 4))).resolves.toBe("mismatch");
  },
);
