import { type Holders, holdersTable } from "../../../shared/people/holders-table";
import { emailMark, identityMark } from "../../../shared/people/marks";
import { ADA, ADA_AGAIN, exclusion, keyOfMark } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

const { signal } = new AbortController();
const ADDRESS = emailMark("ada@acme.example");
const ACCOUNT = identityMark("Corp_ada-1");

let tables: Tables;
let holders: Holders;
beforeEach(async () => {
  tables = await startTables();
  holders = holdersTable(tables.client, "PeopleTable");
});
afterEach(() => tables.stop());

test("everybody who bears one of the marks is found once, by queries alone", async () => {
  await holders.add([ADDRESS, ACCOUNT], ADA, signal);
  await holders.add([ADDRESS], ADA_AGAIN, signal);
  await holders.add([ADDRESS], ADA_AGAIN, signal);
  await tables.put("PeopleTable", exclusion("removed", "2026-02-01T00:00:00.000Z"));
  const requests = await tables.requestsDuring(async () => {
    expect([...(await holders.of([ADDRESS, ACCOUNT], signal))].sort()).toEqual([ADA_AGAIN, ADA]);
  });
  expect(requests).toEqual(["Query", "Query"]);
  expect(await holders.of([ACCOUNT], signal)).toEqual([ADA]);
  expect(await holders.of([], signal)).toEqual([]);
});

test("nobody is found by a mark that they do not bear any more", async () => {
  await holders.add([ADDRESS, ACCOUNT], ADA, signal);
  await holders.remove([ADDRESS], ADA, signal);
  expect(await holders.of([ADDRESS], signal)).toEqual([]);
  expect(await holders.of([ACCOUNT], signal)).toEqual([ADA]);
});

test("the table holds a digest of the mark, and not the mark", async () => {
  await holders.add([ADDRESS], ADA, signal);
  expect(await tables.all("PeopleTable")).toEqual([
    { sub: keyOfMark("email#ada@acme.example"), item: `person#${ADA}` },
  ]);
});
