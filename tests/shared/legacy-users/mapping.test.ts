import { readMapping } from "../../../shared/legacy-users/mapping";

const source = (columns: object = {}, changes: object = {}) => ({
  table: "users",
  columns: { login: "email", hash: "password", ...columns },
  ...changes,
});

/** What a row says whose columns have these values. */
function itemOf(columns: object, values: Readonly<Record<string, unknown>>, changes: object = {}) {
  const mapping = readMapping(source(columns, changes));
  return mapping.itemOf(mapping.columns.map((column) => values[column] ?? null));
}

test("selects each column once, the login among them", () => {
  const mapping = readMapping(
    source({ id: "email", salt: "email", enabled: "active", attributes: { name: "name", locale: "name" } }),
  );
  expect(mapping).toMatchObject({ table: ["users"], loginColumn: "email", loginsAreLowerCase: false });
  expect([...mapping.columns].sort()).toEqual(["active", "email", "name", "password"]);
});

test("a row of NULLs says nothing", () => {
  const columns = {
    id: "id",
    salt: "salt",
    scheme: "scheme",
    disabled: "blocked",
    emailVerified: "verified",
    tenantId: "tenant",
    role: "role",
    attributes: { name: "name" },
    parameters: { rounds: "rounds" },
  };
  expect(itemOf(columns, {})).toEqual({
    disabled: false,
    emailVerified: false,
    attributes: {},
    parameters: {},
  });
});

test("numbers stay numbers among the parameters, and are texts elsewhere", () => {
  const columns = {
    id: "id",
    role: "role",
    parameters: { rounds: "rounds" },
    attributes: { name: "rounds" },
  };
  expect(itemOf(columns, { id: 4711, role: 7, rounds: 1000 })).toMatchObject({
    legacyId: "4711",
    role: "7",
    parameters: { rounds: 1000 },
    attributes: { name: "1000" },
  });
});

test.each([
  ["hex", { hash: "c3a9", legacyId: "00ff" }],
  ["text", { hash: "é", legacyId: "\0\ufffd" }],
])("bytes are %s where the stage says so", (bytes, item) => {
  const values = { password: Buffer.from("é"), id: Buffer.from([0, 255]) };
  expect(itemOf({ id: "id" }, values, { bytes })).toMatchObject(item);
});

const NO = [
  null,
  false,
  0,
  "0",
  Buffer.from([0]),
  Buffer.alloc(2),
  "0000-00-00",
  "0000-00-00 00:00:00",
  "0.0",
  "000",
  "0001-01-01 00:00:00",
  "1970-01-01",
];
const YES = [true, 1, "1", "1.0", "00000001", Buffer.from([1]), Buffer.from([0, 1])];
const DATES = ["2020-01-31", "2020-01-31 12:00:00+00"];
const NEITHER = ["", "no", "N", "false", "f", 2, -1, "yes", "true", Buffer.from([2]), Buffer.from([1, 1])];

describe("a flag", () => {
  test.each(NO)("disabled is false by %p", (flag) => {
    expect(itemOf({ disabled: "flag" }, { flag })).toMatchObject({ disabled: false });
  });
  test.each([...YES, ...DATES, ...NEITHER])(
    "disabled is true by %p, and by all that is no plain no",
    (flag) => {
      expect(itemOf({ disabled: "flag" }, { flag })).toMatchObject({ disabled: true });
    },
  );
  test.each([...YES, ...DATES])("enabled is true by %p", (flag) => {
    expect(itemOf({ enabled: "flag" }, { flag })).toMatchObject({ disabled: false });
  });
  test.each([...NO, ...NEITHER])("enabled is not true by %p, nor by all that is no plain yes", (flag) => {
    expect(itemOf({ enabled: "flag" }, { flag })).toMatchObject({ disabled: true });
  });
  test.each([...YES, ...DATES])("an address is verified by %p", (flag) => {
    expect(itemOf({ emailVerified: "flag" }, { flag })).toMatchObject({ emailVerified: true });
  });
  test.each([...NO, ...NEITHER])("an address is not verified by %p", (flag) => {
    expect(itemOf({ emailVerified: "flag" }, { flag })).toMatchObject({ emailVerified: false });
  });
  test.each([
    ["active", false],
    ["Active", true],
    ["blocked", true],
    [null, true],
    [1, true],
  ])("enabled by one value of a column: %p", (status, disabled) => {
    expect(itemOf({ enabled: { column: "status", is: "active" } }, { status })).toMatchObject({ disabled });
  });
});
