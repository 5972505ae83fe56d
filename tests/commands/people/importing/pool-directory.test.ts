import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PoolDirectory } from "../../../../commands/people/importing/pool-directory";
import type { OperatorPoolUser } from "../../../../commands/stores/operator-pool";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const USERS = 100_000;

async function* users(): AsyncGenerator<OperatorPoolUser> {
  for (let index = 0; index < USERS; index += 1)
    yield {
      username: `sub-${index}`,
      sub: `sub-${index}`,
      email: `User${index % (USERS - 1)}@acme.example`,
      emailVerified: index !== 5,
      name: `User ${index} ${"x".repeat(300)}`,
      locale: "en",
      identities: undefined,
      legacyId: undefined,
      tenantId: undefined,
      status: "CONFIRMED",
      enabled: true,
      createdAt: "2026-01-01T00:00:00.000Z",
    };
}

const inMemory = () => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

test("finds everybody by sub and by address, and keeps nobody in memory", async () => {
  const before = inMemory();
  let told = 0;
  const directory = await PoolDirectory.read(
    users(),
    { findProvider: async () => undefined, signal: new AbortController().signal },
    (count) => {
      told = count;
    },
  );
  // The users alone are 40 MiB of JSON. The buffers of the files have a size of their own.
  expect(inMemory() - before).toBeLessThan(20);
  expect(told).toBe(USERS);
  expect(directory.unnamed).toBe(USERS);
  for (let index = 0; index < USERS; index += 997)
    expect(directory.bySub(`sub-${index}`)).toMatchObject({ sub: `sub-${index}`, locale: "en" });
  const named = Math.ceil(USERS / 997);
  expect(directory.unnamed).toBe(USERS - named);
  expect(directory.bySub("sub-0")).toBeDefined();
  expect(directory.bySub("nobody")).toBeUndefined();
  expect(directory.byAddress("user7@acme.example").proven).toEqual([
    expect.objectContaining({ sub: "sub-7" }),
  ]);
  expect(
    directory
      .byAddress("user0@acme.example")
      .proven.map(({ sub }) => sub)
      .sort(),
  ).toEqual(["sub-0", `sub-${USERS - 1}`]);
  expect(directory.byAddress("user5@acme.example")).toEqual({ proven: [], isClaimed: true });
  expect(directory.byAddress("nobody@acme.example")).toEqual({ proven: [], isClaimed: false });
  expect(directory.unnamed).toBe(USERS - named - 1);
  directory.close();
});
