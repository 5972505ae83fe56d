import { type People, peopleTable, type SignIn } from "../../../shared/people/people-table";
import { ADA, person } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let people: People;
beforeEach(async () => {
  tables = await startTables();
  people = peopleTable(tables.client, "PeopleTable");
});
afterEach(() => tables.stop());

const { signal } = new AbortController();
const profile = () => tables.get("PeopleTable", { sub: ADA, item: "profile" });

const NOT_ACTIVE = [
  ["suspended people", person({ status: "suspended" })],
  ["removed people", person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" })],
  ["people without a profile", []],
] as const;

describe("a sign-in", () => {
  const signIn: SignIn = {
    at: "2026-05-01T12:00:00.000Z",
    email: "ada.king@acme.example",
    emailVerified: true,
    accounts: [],
    name: "Ada King",
    locale: "fr",
  };
  const record = (changes: Partial<SignIn> = {}) =>
    people.recordSignIn(ADA, { ...signIn, ...changes }, signal);

  test("leaves everything as the pool has it, and nothing else changed", async () => {
    const [before, membership] = person();
    await tables.put("PeopleTable", ...person());
    const after = {
      ...before,
      lastSignInAt: "2026-05-01T12:00:00.000Z",
      email: "ada.king@acme.example",
      emailVerified: true,
      provenAddresses: new Set(["ada.king@acme.example"]),
      name: "Ada King",
      locale: "fr",
    };
    expect(await record()).toEqual(after);
    expect(await tables.all("PeopleTable")).toEqual([after, membership]);
  });

  test.each(["name", "locale"] as const)("takes away a %s that the pool has no more", async (attribute) => {
    await tables.put("PeopleTable", ...person({ name: "Ada Lovelace", locale: "en" }));
    const after = await record({ [attribute]: undefined });
    const { [attribute]: gone, ...kept } = { name: "Ada King", locale: "fr" };
    expect(after).toMatchObject(kept);
    expect(after).not.toHaveProperty(attribute);
    expect(await profile()).toEqual(after);
  });

  test("without an address leaves the one that is known, but not as a proven one", async () => {
    await tables.put("PeopleTable", ...person());
    await record({ email: undefined, emailVerified: false });
    expect(await profile()).toMatchObject({ email: "ada@acme.example", emailVerified: false });
  });

  test("adds a proven address to those that were proven before, and no other", async () => {
    await tables.put("PeopleTable", ...person());
    await record({ email: "ada@old.example" });
    await record();
    await record({ email: "eve@acme.example", emailVerified: false });
    expect((await profile())?.provenAddresses).toEqual(new Set(["ada@old.example", "ada.king@acme.example"]));
  });

  test.each(NOT_ACTIVE)("of %s is not remembered", async (_, items) => {
    await tables.put("PeopleTable", ...items);
    expect(await record()).toBeUndefined();
    expect(await tables.all("PeopleTable")).toEqual(items);
  });
});

describe("what people tell of themselves", () => {
  const described = { name: "Ada Lovelace", locale: "en" };

  test.each([
    ["sets both", { name: "Ada King", locale: "fr" }, { name: "Ada King", locale: "fr" }],
    ["sets one and leaves the other", { name: "Ada King" }, { name: "Ada King", locale: "en" }],
    ["takes one away and leaves the other", { locale: null }, { name: "Ada Lovelace" }],
    ["takes one away and sets the other", { name: null, locale: "fr" }, { locale: "fr" }],
    ["takes both away", { name: null, locale: null }, {}],
  ])("%s", async (_, { name, locale }: { name?: string | null; locale?: string | null }, left) => {
    const [{ name: __, ...others }, membership] = person() as [Record<string, unknown>, object];
    await tables.put("PeopleTable", ...person(described));
    expect(await people.describe(ADA, { name, locale }, signal)).toEqual({ ...others, ...left });
    expect(await tables.all("PeopleTable")).toEqual([{ ...others, ...left }, membership]);
  });

  test("may take away what was not there", async () => {
    const [before] = person({ name: undefined });
    await tables.put("PeopleTable", ...person({ name: undefined }));
    expect(await people.describe(ADA, { name: null, locale: null }, signal)).toEqual(before);
  });

  test.each(NOT_ACTIVE)("is not kept of %s", async (_, items) => {
    await tables.put("PeopleTable", ...items);
    expect(await people.describe(ADA, { name: "Ada King", locale: null }, signal)).toBeUndefined();
    expect(await tables.all("PeopleTable")).toEqual(items);
  });
});
