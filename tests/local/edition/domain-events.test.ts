import { setTimeout } from "node:timers/promises";
import { membership, profile } from "../../functions/domain-events/stories";
import { ADA } from "../../harness/people";
import { startTestEdition, type TestEdition } from "./start-test-edition";

let visited: TestEdition;
beforeEach(async () => {
  visited = await startTestEdition();
});
afterEach(() => visited.stop());

interface Told {
  readonly type: string;
  readonly time: string;
  readonly subject: { readonly sub?: string };
}

const audit = async () => (await visited.tables.all("AuditTable")).map(({ event }) => event as Told);
/** What is told of one person; the stack's own clients are told as well. */
const ofAda = (events: readonly Told[]) => events.filter(({ subject }) => subject.sub === ADA);
const onTheBus = () =>
  ofAda((visited.edition.bus?.events() ?? []).map(({ detail }) => detail as unknown as Told));

test("every change is in the audit trail and on the bus, in the order of one person", async () => {
  const types = ["person.created", "membership.added", "membership.role-changed"];
  await visited.tables.put("PeopleTable", profile(), membership(), membership({ role: "admin", version: 2 }));
  while (onTheBus().length < types.length) await setTimeout(10);
  expect(onTheBus().map(({ type }) => type)).toEqual(types);
  const kept = ofAda(await audit());
  expect(kept).toHaveLength(types.length);
  expect(kept).toEqual(expect.arrayContaining(onTheBus()));
});
