import { unitsOf } from "../../bench/table-units";

const INDEXES = {
  People: [
    ["tenantId", "nameKey"],
    ["tenantId", "addressKey"],
  ],
};
const units = (operation: string, asked: object) => unitsOf(operation, JSON.stringify(asked), INDEXES);
const MEMBER = { sub: { S: "ada" }, tenantId: { S: "acme" }, nameKey: { S: "ada" } };

test.each<[string, string, object, object]>([
  [
    "a consistent read is one unit",
    "GetItem",
    { TableName: "People", ConsistentRead: true },
    { requests: 1, reads: 1, writes: 0 },
  ],
  ["any other is half of one", "Query", { TableName: "People" }, { requests: 1, reads: 0.5, writes: 0 }],
  ["an update is one unit", "UpdateItem", { TableName: "People" }, { requests: 1, reads: 0, writes: 1 }],
  [
    "an item is written once more for each index that has it",
    "PutItem",
    { TableName: "People", Item: MEMBER },
    { requests: 1, reads: 0, writes: 2 },
  ],
  [
    "and as often as it has kilobytes",
    "PutItem",
    { TableName: "People", Item: { ...MEMBER, name: { S: "a".repeat(1_024) } } },
    { requests: 1, reads: 0, writes: 4 },
  ],
  [
    "a transaction is one request, and counts twice in the table",
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName: "People", Item: MEMBER } },
        { ConditionCheck: { TableName: "People" } },
      ],
    },
    { requests: 1, reads: 0, writes: 5 },
  ],
  [
    "each key of a batch is read by itself",
    "BatchGetItem",
    { RequestItems: { People: { ConsistentRead: true, Keys: [{}, {}, {}] } } },
    { requests: 1, reads: 3, writes: 0 },
  ],
])("%s", (_, operation, asked, use) => {
  expect(units(operation, asked)).toEqual({ People: use });
});
