import { queriedValue } from "../../../local/tables/key-condition";

const ACME = { S: "acme" };
const GLOBEX = { S: "globex" };
const VALUES = { ExpressionAttributeValues: { ":a": ACME, ":b": GLOBEX, ":i": { S: "x" } } };
const NAMES = { ExpressionAttributeNames: { "#o": "owner", "#i": "item" } };

test.each([
  ["owner = :a"],
  ["owner=:a"],
  ["  owner  =  :a  "],
  ["\n\towner\n=\n:a"],
  [":a = owner"],
  ["(owner = :a)"],
  ["((owner = :a))"],
  ["owner = :a AND item = :i"],
  ["owner = :a and item >= :i"],
  ["item = :i AND owner = :a"],
  ["(owner = :a) And (item < :i)"],
  ["((owner = :a) AND (item <= :i))"],
  ["owner = :a AND item BETWEEN :i AND :b"],
  ["owner = :a AND item between :i and :b"],
  ["item BETWEEN :i AND :b AND owner = :a"],
  ["owner = :a AND begins_with(item, :i)"],
  ["begins_with ( item , :i ) AND :a = owner"],
  ["#o = :a AND #i > :i"],
  ["#o = :a"],
])("%j asks for one key", (KeyConditionExpression) => {
  expect(queriedValue({ KeyConditionExpression, ...VALUES, ...NAMES }, "owner")).toEqual(ACME);
});

test.each([
  [""],
  ["item = :i"],
  ["owner > :a"],
  ["owner <> :a"],
  ["owner = :a OR owner = :b"],
  ["owner = :a AND owner = :b"],
  ["owner = :a AND #o = :b"],
  ["owner = :a AND (item = :i OR item = :b)"],
  ["NOT owner = :a"],
  ["owner IN (:a, :b)"],
  ["begins_with(owner, :a)"],
  ["owner BETWEEN :a AND :b"],
  ["owner.x = :a"],
  ["owner[0] = :a"],
  ["Owner = :a"],
  ["#unknown = :a"],
  ["owner = :unknown"],
  ["owner = acme"],
  ["owner = :a AND"],
  ["owner = :a item = :i"],
  ["owner = :a)"],
  ["(owner = :a"],
  ["owner == :a"],
  ["owner = : a"],
  ["owner = :a /* AND */"],
  ["owner = :toString"],
  ["#constructor = :a"],
  ["öwner = :a"],
])("%j asks for no key that is known for sure", (KeyConditionExpression) => {
  expect(queriedValue({ KeyConditionExpression, ...VALUES, ...NAMES }, "owner")).toBeUndefined();
});

const EQ = { ComparisonOperator: "EQ", AttributeValueList: [ACME] };

test("conditions of the older kind ask for one key in one way", () => {
  const item = { ComparisonOperator: "BEGINS_WITH", AttributeValueList: [{ S: "x" }] };
  expect(queriedValue({ KeyConditions: { owner: EQ, item } }, "owner")).toEqual(ACME);
});

test.each([
  [{ KeyConditions: { item: EQ } }],
  [{ KeyConditions: { owner: { ...EQ, ComparisonOperator: "BEGINS_WITH" } } }],
  [{ KeyConditions: { owner: { ...EQ, ComparisonOperator: "IN" } } }],
  [{ KeyConditions: { owner: { ...EQ, AttributeValueList: [ACME, GLOBEX] } } }],
  [{ KeyConditions: { owner: { ...EQ, AttributeValueList: [] } } }],
  [{ KeyConditions: { owner: { ...EQ, AttributeValueList: ACME } } }],
  [{ KeyConditions: [EQ] }],
  [{ KeyConditions: { owner: EQ }, KeyConditionExpression: "owner = :b", ...VALUES }],
  [{ KeyConditions: null, KeyConditionExpression: "owner = :a", ...VALUES }],
  [{ KeyConditionExpression: ["owner = :a"], ...VALUES }],
  [{}],
])("%j has none", (input) => {
  expect(queriedValue(input, "owner")).toBeUndefined();
});
