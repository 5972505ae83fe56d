import { setTimeout } from "node:timers/promises";
import { membership, profile } from "../../functions/domain-events/stories";
import { startTestEdition, type TestEdition } from "./start-test-edition";

let visited: TestEdition;
beforeEach(async () => {
  visited = await startTestEdition();
});
afterEach(() => visited.stop());

interface Told {
  readonly type: string;
  readonly time: string;
  readonly subject: unknown;
}

const audit = async () => (await visited.tables.all("AuditTable")).map(({ event }) => event as Told);
const onTheBus = () => (visited.edition.bus?.events() ?? []).map(({ detail }) => detail as unknown as Told);

test("every change is in the audit trail and on the bus, in the order of one person", async () => {
  const types = ["person.created", "membership.added", "membership.role-changed"];
  await visited.tables.put("PeopleTable", profile(), membership(), membership({ role: "admin", version: 2 }));
  while (onTheBus().length < types.length) await setTimeout(10);
  expect(onTheBus().map(({ type }) => type)).toEqual(types);
  const kept = await audit();
  expect(kept).toHaveLength(types.length);
  expect(kept).toEqual(expect.arrayContaining(onTheBus()));
});
