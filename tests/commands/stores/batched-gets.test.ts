import { setTimeout } from "node:timers/promises";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchedGets } from "../../../commands/stores/batched-gets";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
  await tables.put(
    "PeopleTable",
    { sub: "ada", item: "profile", name: "Ada" },
    { sub: "bea", item: "profile" },
  );
  await tables.put("MigrationsTable", { legacyId: "7", sub: "ada" });
});
afterAll(() => tables.stop());

const profile = (sub: string) => ({ sub, item: "profile" });

test("asks for many items of several tables with one request, and for none of them twice", async () => {
  const get = batchedGets(tables.client);
  let found: unknown;
  const requests = await tables.requestsDuring(async () => {
    found = await Promise.all([
      get("PeopleTable", profile("ada")),
      get("PeopleTable", profile("nobody")),
      get("MigrationsTable", { legacyId: "7" }),
      get("PeopleTable", profile("bea")),
      get("PeopleTable", profile("ada")),
    ]);
  });
  const ada = { sub: "ada", item: "profile", name: "Ada" };
  expect(found).toEqual([
    ada,
    undefined,
    { legacyId: "7", sub: "ada" },
    { sub: "bea", item: "profile" },
    ada,
  ]);
  expect(requests).toEqual(["BatchGetItem"]);
});

test("asks no more of one request than DynamoDB takes", async () => {
  const get = batchedGets(tables.client);
  const requests = await tables.requestsDuring(() =>
    Promise.all(Array.from({ length: 250 }, (_, number) => get("PeopleTable", profile(`nobody-${number}`)))),
  );
  expect(requests).toEqual(["BatchGetItem", "BatchGetItem", "BatchGetItem"]);
});

test("asks a busy table for the rest, and again after it took nothing", async () => {
  let requests = 0;
  const busy = {
    async send({ input }: { input: { RequestItems: Record<string, { Keys: object[] }> } }) {
      requests += 1;
      if (requests === 1)
        throw Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
      const { Keys: [first, ...others] = [] } = input.RequestItems.PeopleTable ?? {};
      return {
        Responses: { PeopleTable: [first] },
        UnprocessedKeys: others.length === 0 ? {} : { PeopleTable: { Keys: others } },
      };
    },
  } as unknown as DynamoDBDocumentClient;
  const get = batchedGets(busy);
  const found = await Promise.all(["ada", "bea"].map((sub) => get("PeopleTable", profile(sub))));
  expect(found).toEqual(["ada", "bea"].map(profile));
  expect(requests).toBe(3);
});

test("a failure is that of everybody who asked", async () => {
  const get = batchedGets(
    DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } }),
  );
  const asked = [get("NoTable", { id: "1" }), get("PeopleTable", profile("ada"))];
  await setTimeout(0);
  const [one, other] = await Promise.allSettled(asked);
  expect([one?.status, other?.status]).toEqual(["rejected", "rejected"]);
  await expect(get("PeopleTable", profile("ada"))).resolves.toMatchObject({ name: "Ada" });
});
