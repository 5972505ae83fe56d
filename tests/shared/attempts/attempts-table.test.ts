import { attemptsTable } from "../../../shared/attempts/attempts-table";
import { documentClient } from "../../../shared/aws/dynamodb";
import { type ConstantTables, startConstantTables } from "../../harness/faulty-tables";

let tables: ConstantTables;
beforeAll(async () => {
  tables = await startConstantTables();
  process.env = { ...process.env, ...tables.environment };
});
afterAll(() => tables.stop());

const count = (attributes: object) => {
  tables.answer(JSON.stringify({ Attributes: attributes }));
  const attempts = attemptsTable(documentClient(), { table: "Attempts", key: "key", purpose: "migration" });
  const { signal } = new AbortController();
  return attempts.count("ada@acme.example", { attempts: 1, minutes: 15 }, new Date(), signal);
};

test("says how many attempts there were", async () => {
  await expect(count({ attempts: { N: "3" }, expiresAt: { N: "1" } })).resolves.toBe(3);
});

test.each([
  ["nothing", {}],
  ["a text", { attempts: { S: "3" } }],
  ["nothing, said as a value", { attempts: { NULL: true } }],
  ["a list", { attempts: { L: [{ N: "3" }] } }],
  ["less than this attempt", { attempts: { N: "0" } }],
  ["a part of an attempt", { attempts: { N: "1.5" } }],
])("a count that is %s is a fault, because it would exceed no limit", async (_, attributes) => {
  await expect(count(attributes)).rejects.toMatchObject({
    name: "FaultError",
    message: "the count of attempts is not a number",
  });
});
