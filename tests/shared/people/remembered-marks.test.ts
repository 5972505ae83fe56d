import { readEmail } from "../../../shared/email";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { holdersTable } from "../../../shared/people/holders-table";
import type { Identity } from "../../../shared/people/identity";
import { emailMark, identityMark } from "../../../shared/people/marks";
import { peopleTable } from "../../../shared/people/people-table";
import type { KnownPerson, Profile } from "../../../shared/people/person";
import { isRemembered, rememberMarks } from "../../../shared/people/remembered-marks";
import { changeAt } from "../../harness/change-context";
import {
  ADA,
  ADAS_ADDRESS,
  exclusionOf,
  membership,
  profile,
  suspendedMembership,
} from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

const NOW = "2026-05-01T12:00:00.000Z";
const NEW = "ada@new.example";
const CONTEXT = changeAt(NOW);

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
});
afterEach(() => tables.stop());

const identity = (changes: Partial<Identity> = {}): Identity => ({
  sub: ADA,
  email: readEmail(NEW),
  emailVerified: true,
  federation: undefined,
  accounts: ["corp_ada-1"],
  assigned: { tenantId: undefined, role: undefined },
  legacyId: undefined,
  name: undefined,
  locale: undefined,
  ...changes,
});

const ports = () => ({
  people: peopleTable(tables.client, "PeopleTable"),
  holders: holdersTable(tables.client, "PeopleTable"),
  exclusions: exclusionsTable(tables.client, "PeopleTable"),
});
/** Remembers what this identity brings for the person whose items these are, and returns what is known afterwards. */
async function remember(items: readonly Record<string, unknown>[], brought = identity()) {
  await tables.put("PeopleTable", ...items);
  const person = (await ports().people.find(ADA, CONTEXT.signal)) as KnownPerson;
  await rememberMarks(ports(), person, brought, CONTEXT);
  const { people, holders, exclusions } = ports();
  const marks = [emailMark(NEW), identityMark("corp_ada-1")];
  return {
    profile: (await people.find(ADA, CONTEXT.signal)).profile as Profile,
    holders: await Promise.all(marks.map((mark) => holders.of([mark], CONTEXT.signal))),
    excluded: await Promise.all(marks.map((mark) => exclusions.find([mark], CONTEXT.signal))),
  };
}

test("what an active person brings is kept with the profile and finds them, and excludes nobody", async () => {
  const { profile: kept, holders, excluded } = await remember([profile(), membership()]);
  expect(kept).toMatchObject({
    addresses: new Set([NEW]),
    provenAddresses: new Set([NEW]),
    accounts: new Set(["corp_ada-1"]),
  });
  expect(holders).toEqual([[ADA], [ADA]]);
  expect(excluded).toEqual([[], []]);
  expect(isRemembered(kept, identity())).toBe(true);
});

test("what is known already is not written again", async () => {
  const known = profile({
    addresses: new Set([NEW]),
    provenAddresses: new Set([NEW]),
    accounts: new Set(["corp_ada-1"]),
  });
  await tables.put("PeopleTable", known);
  const person = (await ports().people.find(ADA, CONTEXT.signal)) as KnownPerson;
  expect(await tables.requestsDuring(() => rememberMarks(ports(), person, identity(), CONTEXT))).toEqual([]);
});

test("an address that is not proven finds them, and is never excluded", async () => {
  const unproven = identity({ emailVerified: false });
  const { profile: kept, holders, excluded } = await remember([profile({ status: "suspended" })], unproven);
  expect(kept.addresses).toEqual(new Set([NEW]));
  expect(kept).not.toHaveProperty("provenAddresses");
  expect(holders).toEqual([[ADA], [ADA]]);
  expect(excluded).toEqual([[], [{ status: "suspended", since: NOW }]]);
});

test.each(["suspended", "paused"])("what somebody %s brings is excluded from everywhere", async (status) => {
  const { excluded } = await remember([profile({ status }), membership()]);
  expect(excluded).toEqual([[{ status: "suspended", since: NOW }], [{ status: "suspended", since: NOW }]]);
});

test("what somebody removed brings is excluded since their removal, and nothing else is written", async () => {
  const removedAt = "2026-02-01T00:00:00.000Z";
  const { profile: kept, holders, excluded } = await remember([profile({ status: "removed", removedAt })]);
  expect(kept).toEqual(profile({ status: "removed", removedAt }));
  expect(holders).toEqual([[], []]);
  expect(excluded).toEqual([
    [{ status: "removed", since: removedAt }],
    [{ status: "removed", since: removedAt }],
  ]);
});

test("what somebody suspended in one tenant brings is excluded from that tenant", async () => {
  const { excluded } = await remember([profile(), membership("globex"), suspendedMembership()]);
  const fromAcme = { status: "suspended", since: "2026-02-01T00:00:00.000Z", tenantId: "acme" };
  expect(excluded).toEqual([[fromAcme], [fromAcme]]);
});

test("an exclusion that is as strict already keeps its time, and a weaker one is replaced", async () => {
  const since = "2026-01-05T00:00:00.000Z";
  await tables.put(
    "PeopleTable",
    exclusionOf(`email#${NEW}`, "suspended", since),
    exclusionOf("identity#corp_ada-1", "removed", since),
  );
  const { excluded } = await remember([profile({ status: "suspended" })]);
  expect(excluded).toEqual([[{ status: "suspended", since }], [{ status: "suspended", since: NOW }]]);
});

test("nothing is kept of somebody whose status changes meanwhile", async () => {
  await tables.put("PeopleTable", profile());
  const person = (await ports().people.find(ADA, CONTEXT.signal)) as KnownPerson;
  await tables.put("PeopleTable", profile({ status: "removed", removedAt: NOW }));
  await expect(rememberMarks(ports(), person, identity(), CONTEXT)).rejects.toThrow(
    "a profile has changed while something was added to it",
  );
  expect(ADAS_ADDRESS).toBe(person.profile.email);
});
