import { passes, readPattern } from "../../../local/streams/filter-pattern";

const record = {
  eventName: "MODIFY",
  dynamodb: {
    Keys: { id: { S: "tenant#acme" } },
    NewImage: { state: { S: "open" }, tags: { SS: ["new", "large"] }, note: { NULL: true } },
  },
};
const byState = (...rules: readonly unknown[]) => ({ dynamodb: { NewImage: { state: { S: rules } } } });

test.each<[string, Readonly<Record<string, unknown>>, boolean]>([
  ["an equal value", byState("open"), true],
  ["another value", byState("closed"), false],
  ["one of several", byState("closed", "open"), true],
  ["a beginning", { dynamodb: { Keys: { id: { S: [{ prefix: "tenant#" }] } } } }, true],
  ["another beginning", { dynamodb: { Keys: { id: { S: [{ prefix: "mark#" }] } } } }, false],
  ["an end", { dynamodb: { Keys: { id: { S: [{ suffix: "#acme" }] } } } }, true],
  ["something else", byState({ "anything-but": ["closed"] }), true],
  ["something else than this", byState({ "anything-but": ["open"] }), false],
  [
    "something else, where there is nothing",
    { dynamodb: { OldImage: { state: { S: [{ "anything-but": "x" }] } } } },
    false,
  ],
  ["something", byState({ exists: true }), true],
  ["nothing", byState({ exists: false }), false],
  [
    "nothing, where the way to it is missing as well",
    { dynamodb: { OldImage: { state: { S: [{ exists: false }] } } } },
    true,
  ],
  ["a member of a set", { dynamodb: { NewImage: { tags: { SS: ["large"] } } } }, true],
  ["a value that is no text", { dynamodb: { NewImage: { note: { NULL: [true] } } } }, true],
  [
    "all of several",
    { dynamodb: { Keys: { id: { S: [{ prefix: "tenant#" }] } }, NewImage: { state: { S: ["closed"] } } } },
    false,
  ],
])("a filter for %s", (_, pattern, taken) => {
  expect(readPattern(JSON.stringify(pattern))).toEqual(pattern);
  expect(passes([pattern], record)).toBe(taken);
});

test("without filters every record passes, and with several one is enough", () => {
  expect(passes([], record)).toBe(true);
  expect(passes([byState("closed"), byState("open")], record)).toBe(true);
  expect(passes([byState("closed"), byState("lost")], record)).toBe(false);
});
