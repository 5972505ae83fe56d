import type { Exclusion } from "../../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark, identityMark } from "../../../shared/people/marks";
import { changeAt, changedAt } from "../../harness/change-context";
import { ADA, exclusion, exclusionOf, keyOfMark } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

const NOW = "2026-05-01T12:00:00.000Z";
const SINCE = "2026-02-01T00:00:00.000Z";
const CONTEXT = changeAt(NOW);
const ADDRESS = emailMark("ada@acme.example");
const ACCOUNT = identityMark("Corp_ada-1");

const everywhere: Exclusion = { status: "removed", since: SINCE };
const fromAcme: Exclusion = { status: "suspended", since: SINCE, tenantId: "acme" };

describe("in the table", () => {
  let tables: Tables;
  let exclusions: Exclusions;
  beforeEach(async () => {
    tables = await startTables();
    exclusions = exclusionsTable(tables.client, "PeopleTable");
  });
  afterEach(() => tables.stop());

  const find = (...marks: Parameters<Exclusions["find"]>[0]) => exclusions.find(marks, CONTEXT.signal);

  test("those from everywhere and those from one tenant stand beside each other, with who wrote them", async () => {
    await exclusions.exclude(ADDRESS, everywhere, CONTEXT);
    await exclusions.exclude(ADDRESS, fromAcme, CONTEXT);
    expect(await tables.all("PeopleTable")).toEqual([
      { ...exclusion("removed", SINCE), ...changedAt(NOW) },
      { ...exclusionOf("email#ada@acme.example", "suspended", SINCE, "acme"), ...changedAt(NOW) },
    ]);
    expect(await find(ADDRESS)).toEqual([everywhere, fromAcme]);
  });

  test("all of several marks are found, one query each, and nothing else that is known of a mark", async () => {
    await exclusions.exclude(ADDRESS, everywhere, CONTEXT);
    await exclusions.exclude(ACCOUNT, fromAcme, CONTEXT);
    await tables.put("PeopleTable", { sub: keyOfMark("email#ada@acme.example"), item: `person#${ADA}` });
    const requests = await tables.requestsDuring(async () => {
      expect(await find(ADDRESS, ACCOUNT)).toEqual([everywhere, fromAcme]);
    });
    expect(requests).toEqual(["Query", "Query"]);
    expect(await find()).toEqual([]);
  });

  test("one is lifted alone", async () => {
    for (const one of [everywhere, fromAcme, { ...fromAcme, tenantId: "globex" }])
      await exclusions.exclude(ADDRESS, one, CONTEXT);
    await exclusions.lift(ADDRESS, "acme", CONTEXT.signal);
    expect(await find(ADDRESS)).toEqual([everywhere, { ...fromAcme, tenantId: "globex" }]);
    await exclusions.lift(ADDRESS, undefined, CONTEXT.signal);
    expect(await find(ADDRESS)).toEqual([{ ...fromAcme, tenantId: "globex" }]);
  });
});
