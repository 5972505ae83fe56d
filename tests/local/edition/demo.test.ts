import { putDemo } from "../../../local/demo";
import { startTestEdition, type TestEdition } from "./start-test-edition";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

test("what operators have changed since the first start stays changed", async () => {
  const { edition, tables } = visited;
  // The test's own Acme is there, so that nothing of the demo is put.
  await putDemo(edition);
  expect(await tables.all("LegacyUsersTable")).toEqual([]);
  expect(await tables.all("InvitationsTable")).toEqual([]);
});
