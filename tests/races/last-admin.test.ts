import { ask, type Bearer, type FunctionAnswer, verdictOf } from "../harness/api-function";
import { memberItems } from "../harness/members";
import { ACME } from "../harness/people";
import { startServer, type TestServer } from "../harness/server";
import { startTables, type Tables } from "../harness/tables";
import { loadBundle, type Trigger } from "../harness/triggers";
import { containersOf, everyRound, expectNoFaults, fill, putTogether, race } from "./race";

let tables: Tables;
let pool: TestServer;
let members: Trigger;
let memberships: Trigger;
let people: Trigger;
beforeAll(async () => {
  tables = await startTables();
  pool = await startServer((_, response) =>
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}"),
  );
  const containers = (name: string) =>
    containersOf(() =>
      loadBundle(name, tables.endpoint, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint }),
    );
  [members, memberships, people] = ["api-members", "api-memberships", "api-people"].map(containers) as [
    Trigger,
    Trigger,
    Trigger,
  ];
});
afterAll(async () => {
  await Promise.all([members, memberships, people].map((fn) => fn.stop()));
  await pool.stop();
  await tables.stop();
});

type Act = (by: Bearer, on: string) => Promise<FunctionAnswer>;

const patch =
  (body: object): Act =>
  (by, sub) =>
    ask(members, "PATCH /members/{sub}", by, { path: { sub }, body, version: 1 });

const ACTS: Readonly<Record<string, Act>> = {
  demotes: patch({ role: "member" }),
  suspends: patch({ status: "suspended" }),
  removes: (by, sub) => ask(members, "DELETE /members/{sub}", by, { path: { sub }, version: 1 }),
  leaves: (by) =>
    ask(memberships, "DELETE /memberships/{tenantId}", by, { path: { tenantId: by.tenantId ?? "" } }),
};
const PAIRS = Object.keys(ACTS).flatMap((one) => Object.keys(ACTS).map((other) => [one, other] as const));

/** Who of them is an active admin of the tenant. */
async function adminsOf(tenantId: string, subs: readonly string[]): Promise<string[]> {
  const all = await Promise.all(
    subs.map((sub) => tables.get("PeopleTable", { sub, item: `tenant#${tenantId}` })),
  );
  return all
    .filter((membership) => membership?.role === "admin" && membership.status === "active")
    .map((membership) => String(membership?.sub));
}

test("of two admins who take each other's rights, or go, one stays", async () => {
  const placeOf = (round: number) => ({ tenantId: `tenant-${round}`, role: "admin" }) as const;
  await fill(tables, "TenantsTable", (round) => [{ ...ACME, id: `tenant#${placeOf(round).tenantId}` }]);
  await fill(tables, "PeopleTable", (round) => [
    ...memberItems(`one-${round}`, placeOf(round)),
    ...memberItems(`other-${round}`, placeOf(round)),
  ]);
  await race(async (round) => {
    const { tenantId } = placeOf(round);
    const [one, other] = [`one-${round}`, `other-${round}`] as const;
    const [first, second] = PAIRS[round % PAIRS.length] as (typeof PAIRS)[number];
    const verdicts = (
      await Promise.all([
        ACTS[first]?.({ sub: one, tenantId }, other),
        ACTS[second]?.({ sub: other, tenantId }, one),
      ])
    ).map((answer) => answer && verdictOf(answer));
    const story = `${first} x ${second}: ${verdicts.join(", ")}`;
    const admins = await adminsOf(tenantId, [one, other]);
    expect([story, admins]).toEqual([story, [expect.any(String)]]);
    for (const verdict of verdicts)
      expect(verdict).toMatch(
        /^(200|204|403 refused|404 not-found|409 (last-admin|conflict)|412 stale-version)$/,
      );
    const done = verdicts.filter((verdict) => verdict?.startsWith("2"));
    // Whoever goes of their own accord may be demoted a moment before.
    const isOfOnePerson = (first === "leaves") !== (second === "leaves");
    expect([story, isOfOnePerson ? Math.min(done.length, 1) : done.length]).toEqual([story, 1]);
  });
  expectNoFaults(members, memberships);
});

test("of the last two operators one stays, whichever way they put each other out", async () => {
  const operator = (sub: string): Bearer => ({ sub, tenantId: "platform" });
  const suspend: Act = (by, sub) => ask(people, "POST /people/{sub}/suspend", by, { path: { sub } });
  const ways = [suspend, ACTS.demotes, ACTS.removes] as Act[];
  // There is one platform, so that the rounds go one after the other.
  const [one, other] = ["operator", "operator-too"] as const;
  for (const round of everyRound((number) => number)) {
    const items = [one, other].flatMap((sub) => memberItems(sub, { tenantId: "platform", role: "admin" }));
    await putTogether(tables, "PeopleTable", items);
    const [first, second] = [ways[round % 3], ways[Math.floor(round / 3) % 3]] as [Act, Act];
    const answers = await Promise.all([first(operator(one), other), second(operator(other), one)]);
    const verdicts = answers.map(verdictOf);
    for (const verdict of verdicts) expect(verdict).toMatch(/^(200|204|403 refused|409 \S+)$/);
    expect([verdicts, verdicts.filter((verdict) => verdict.startsWith("2")).length]).toEqual([verdicts, 1]);
  }
  expectNoFaults(members, people);
});
