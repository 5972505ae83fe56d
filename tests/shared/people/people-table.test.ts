import { type NewMarks, type People, peopleTable, type SignIn } from "../../../shared/people/people-table";
import type { Membership } from "../../../shared/people/person";
import { changeAt, changedAt } from "../../harness/change-context";
import {
  ADA,
  formerMembership,
  membership,
  person,
  profile as profileOf,
  suspendedMembership,
} from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let people: People;
beforeEach(async () => {
  tables = await startTables();
  people = peopleTable(tables.client, "PeopleTable");
});
afterEach(() => tables.stop());

const NOW = "2026-05-01T12:00:00.000Z";
const CONTEXT = changeAt(NOW);
const STAMP = changedAt(NOW);
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
    name: "Ada King",
    locale: "fr",
  };
  const record = (changes: Partial<SignIn> = {}) =>
    people.recordSignIn(ADA, { ...signIn, ...changes }, CONTEXT);

  test("leaves everything as the pool has it, and nothing else changed", async () => {
    const [before, membership] = person();
    await tables.put("PeopleTable", ...person());
    const after = {
      ...before,
      lastSignInAt: "2026-05-01T12:00:00.000Z",
      email: "ada.king@acme.example",
      emailVerified: true,
      name: "Ada King",
      locale: "fr",
      ...STAMP,
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
    expect(await people.describe(ADA, { name, locale }, CONTEXT)).toEqual({ ...others, ...left, ...STAMP });
    expect(await tables.all("PeopleTable")).toEqual([{ ...others, ...left, ...STAMP }, membership]);
  });

  test("may take away what was not there", async () => {
    const [before] = person({ name: undefined });
    await tables.put("PeopleTable", ...person({ name: undefined }));
    expect(await people.describe(ADA, { name: null, locale: null }, CONTEXT)).toEqual({
      ...before,
      ...STAMP,
    });
  });

  test.each(NOT_ACTIVE)("is not kept of %s", async (_, items) => {
    await tables.put("PeopleTable", ...items);
    expect(await people.describe(ADA, { name: "Ada King", locale: null }, CONTEXT)).toBeUndefined();
    expect(await tables.all("PeopleTable")).toEqual(items);
  });
});

describe("what somebody is recognised by", () => {
  const remember = (marks: Partial<NewMarks>, status: "active" | "suspended" = "active") =>
    people.remember(ADA, { addresses: [], provenAddresses: [], accounts: [], ...marks }, status, CONTEXT);

  test("is added to what is known, and no other", async () => {
    await tables.put("PeopleTable", ...person());
    expect(await remember({ addresses: ["ada@old.example"], provenAddresses: ["ada@old.example"] })).toBe(
      true,
    );
    expect(await remember({ addresses: ["ada@new.example"], accounts: ["corp_ada-1"] })).toBe(true);
    expect(await profile()).toEqual({
      ...profileOf(),
      addresses: new Set(["ada@old.example", "ada@new.example"]),
      provenAddresses: new Set(["ada@old.example"]),
      accounts: new Set(["corp_ada-1"]),
      ...STAMP,
    });
  });

  test("is not added to somebody whose status is another by now", async () => {
    await tables.put("PeopleTable", ...person({ status: "suspended" }));
    expect(await remember({ addresses: ["ada@old.example"] })).toBe(false);
    expect(await profile()).toEqual(profileOf({ status: "suspended" }));
    expect(await remember({ addresses: ["ada@old.example"] }, "suspended")).toBe(true);
  });
});

describe("a membership", () => {
  const JOINED = { tenantId: "acme", role: "member", since: "2026-01-01T00:00:00.000Z" } as const;
  const NAMED = { name: "Ada Lovelace", email: "ada@acme.example" };
  const stored = () => tables.get("PeopleTable", { sub: ADA, item: "tenant#acme" });
  const found = async () => people.find(ADA, CONTEXT.signal);

  test("begins active, at version 1, with what lists need, and is not written twice", async () => {
    expect(await people.join(ADA, { ...JOINED, ...NAMED }, undefined, CONTEXT)).toBe(true);
    expect(await stored()).toEqual({ ...membership(), ...STAMP });
    expect(await people.join(ADA, { ...JOINED, role: "admin" }, undefined, CONTEXT)).toBe(false);
    expect(await stored()).toEqual({ ...membership(), ...STAMP });
  });

  test("begins anew over the one that has ended, at the next version, while nobody else was first", async () => {
    await tables.put("PeopleTable", formerMembership());
    const [former] = (await found()).formerMemberships;
    expect(await people.join(ADA, { ...JOINED, ...NAMED }, former, CONTEXT)).toBe(true);
    expect(await stored()).toEqual({ ...membership(), version: 3, ...STAMP });
    expect(await people.join(ADA, { ...JOINED, role: "admin" }, former, CONTEXT)).toBe(false);
    expect(await stored()).toMatchObject({ role: "member", version: 3 });
  });

  test("is found among those that stand, the oldest first, or among those that have ended", async () => {
    await tables.put(
      "PeopleTable",
      profileOf(),
      { ...membership("acme"), since: "2026-03-01T00:00:00.000Z" },
      suspendedMembership("globex"),
      formerMembership("initech"),
    );
    const { profile: own, memberships, formerMemberships } = await found();
    expect(own).toEqual(profileOf());
    expect(memberships.map(({ tenantId, status }) => [tenantId, status])).toEqual([
      ["globex", "suspended"],
      ["acme", "active"],
    ]);
    expect(formerMemberships).toEqual([formerMembership("initech")]);
  });

  test("takes over a name and an address as they are now, and its version stays", async () => {
    await tables.put("PeopleTable", membership());
    const [before] = (await found()).memberships;
    await people.label(ADA, before as Membership, { name: "Ada King", email: "king@acme.example" }, CONTEXT);
    expect(await stored()).toEqual({
      ...membership("acme", ADA, "member", { name: "Ada King", email: "king@acme.example" }),
      ...STAMP,
    });
    await people.label(ADA, before as Membership, {}, CONTEXT);
    expect(await stored()).toEqual({ ...membership("acme", ADA, "member", {}), ...STAMP });
  });

  test("takes over nothing once it has changed otherwise", async () => {
    await tables.put("PeopleTable", membership());
    const [before] = (await found()).memberships;
    await tables.put("PeopleTable", formerMembership());
    await people.label(ADA, before as Membership, { name: "Ada King" }, CONTEXT);
    expect(await stored()).toEqual(formerMembership());
  });
});

test.each([
  ["of another status", { status: "paused" }],
  ["without a status", { status: undefined }],
  ["without a version", { version: undefined }],
  ["with a version that is no number", { version: "1" }],
  ["with a role that does not exist", { role: "owner" }],
  ["without a time", { since: undefined }],
  ["with a time that is none", { since: "long ago" }],
  ["that names no tenant", { tenantId: undefined }],
  ["that names another tenant than its key", { tenantId: "globex" }],
])("a membership %s is a fault, whatever stands beside it", async (_, changes) => {
  await tables.put("PeopleTable", ...person({ activeTenant: "globex" }), { ...membership(), ...changes });
  await expect(people.find(ADA, CONTEXT.signal)).rejects.toThrow("a membership is malformed");
});

test("the usual tenant of an active person is changed, and of nobody else", async () => {
  await tables.put("PeopleTable", ...person());
  await people.settle(ADA, "globex", CONTEXT);
  expect(await profile()).toEqual({ ...profileOf(), activeTenant: "globex", ...STAMP });
  await tables.put("PeopleTable", ...person({ status: "suspended" }));
  await people.settle(ADA, "globex", CONTEXT);
  expect(await profile()).toEqual(profileOf({ status: "suspended" }));
});
