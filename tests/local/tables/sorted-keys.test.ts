import { type KeyRange, SortedKeys } from "../../../local/tables/sorted-keys";

const KEYS = Array.from({ length: 3_000 }, (_, index) => String((index * 7_919) % 10_007).padStart(5, "0"));
const inOrder = [...KEYS].sort();

function filled(): SortedKeys {
  const keys = new SortedKeys();
  for (const key of [...KEYS, ...KEYS]) keys.add(key);
  return keys;
}

const isIn = (key: string, { gt, gte, lt, lte }: KeyRange) =>
  (gt === undefined || key > gt) &&
  (gte === undefined || key >= gte) &&
  (lt === undefined || key < lt) &&
  (lte === undefined || key <= lte);

const [low = "", middle = "", high = ""] = [inOrder[10], inOrder[1_500], inOrder[2_990]];

test.each<KeyRange>([
  {},
  { gt: low },
  { gte: low },
  { lt: high },
  { lte: high },
  { gt: low, lt: high },
  { gte: middle, lte: middle },
  { gt: middle, lt: middle },
  { gte: `${middle}a`, lt: `${middle}b` },
  { gt: "x" },
  { lt: "" },
  { gte: "", lte: "x" },
])("the keys in %j come in their order, each once, from either side", (range) => {
  const expected = inOrder.filter((key) => isIn(key, range));
  expect([...filled().in(range)]).toEqual(expected);
  expect([...filled().in({ ...range, reverse: true })]).toEqual(expected.toReversed());
});

test("what is deleted does not come, and what is not there cannot be deleted", () => {
  const keys = filled();
  const kept = inOrder.filter((_, index) => index % 3 === 0);
  for (const key of KEYS) if (!kept.includes(key)) keys.delete(key);
  keys.delete("nothing");
  expect([...keys.in({})]).toEqual(kept);
  for (const key of kept) keys.delete(key);
  expect([...keys.in({})]).toEqual([]);
  expect([...keys.in({ reverse: true })]).toEqual([]);
});
