import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { changedAt } from "../../harness/change-context";
import { memberItems } from "../../harness/members";
import { createEditionFolder, startKeptEdition, type TestEdition } from "./start-test-edition";
import { join, PASSWORD } from "./visitor";

const KILLS = 4;
const MEMBERS = Array.from({ length: 5 }, (_, index) => `member-${index}`);
const ADMIN = "ada@acme.example";

/** What the API has said that it is done: the versions of memberships that it has written, and whom it has invited. */
const acknowledged = { versions: new Map<string, number>(), invited: new Set<string>() };

let kept: ReturnType<typeof createEditionFolder>;
let child: ChildProcess | undefined;
let after: TestEdition | undefined;
beforeAll(() => {
  kept = createEditionFolder();
});
afterAll(async () => {
  child?.kill("SIGKILL");
  await after?.stop();
  kept.remove();
});

/**
 * An admin who can sign in, and members whose roles can be changed. A change that does not say who made it would hold up
 * the stream.
 */
async function prepare(): Promise<void> {
  const before = await startKeptEdition(kept);
  const sub = await join(before, ADMIN);
  const people = [
    memberItems(sub, { role: "admin", email: ADMIN }),
    ...MEMBERS.map((member) => memberItems(member)),
  ];
  for (const item of people.flat())
    await before.tables.put("PeopleTable", { ...item, ...changedAt("2026-01-01T00:00:00.000Z") });
  await before.stop();
}

/** What is read of any answer. */
interface Answer {
  readonly accessToken: string;
  readonly role: string;
  readonly version: number;
  readonly results: unknown;
}

/** Changes what it can, everything at once, until the suite is killed after so many changes. */
async function killAmongChanges(run: number, changes: number): Promise<void> {
  const running = spawn(
    process.execPath,
    ["--import", "tsx", path.join(__dirname, "edition-process.ts"), kept.folder, kept.packaged],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  child = running;
  const exit = once(running, "exit");
  const [apiUrl] = await once(createInterface({ input: running.stdout }), "line");
  const ask = async (route: string, body?: object, headers: Record<string, string> = {}) => {
    const [method = "", target] = route.split(" ");
    const response = await fetch(`${apiUrl}${target}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer;
    if (!response.ok) throw new Error(`${route}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const { accessToken } = await ask("POST /auth/sign-in", { email: ADMIN, password: PASSWORD });
  const authorization = { authorization: `Bearer ${accessToken}` };
  let left = changes;
  const count = () => {
    left -= 1;
    if (left === 0) running.kill("SIGKILL");
  };
  const changeRoles = async (sub: string) => {
    let { role, version } = await ask(`GET /members/${sub}`, undefined, authorization);
    for (;;) {
      const to = role === "viewer" ? "member" : "viewer";
      ({ role, version } = await ask(
        `PATCH /members/${sub}`,
        { role: to },
        { ...authorization, "if-match": `"${version}"` },
      ));
      acknowledged.versions.set(sub, version);
      count();
    }
  };
  const invite = async () => {
    for (let number = 0; ; number += 1) {
      const email = `invited-${run}-${number}@acme.example`;
      const { results } = await ask("POST /invitations", { invitations: [{ email }] }, authorization);
      expect(results).toMatchObject([{ outcome: "invited" }]);
      acknowledged.invited.add(email);
      count();
    }
  };
  const ends = await Promise.allSettled([...MEMBERS.map(changeRoles), invite()]);
  // Nothing but the end of the suite has stopped them.
  expect(left).toBeLessThanOrEqual(0);
  for (const end of ends)
    expect(end).toMatchObject({ reason: { message: expect.not.stringContaining(": 5") } });
  expect(await exit).toEqual([null, "SIGKILL"]);
}

interface Told {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly subject: { readonly sub?: string; readonly invitationId?: string };
  readonly from?: { readonly role?: string };
  readonly to?: { readonly role?: string };
}

const roleChangesOf = (sub: string, events: readonly Told[]) =>
  events.filter(({ type, subject }) => type === "membership.role-changed" && subject.sub === sub);

/** The first time that each was told. */
const firsts = (events: readonly Told[]) => [...new Set(events.map(({ id }) => id))];

test("a suite that is killed among changes tells every one that was made: in the audit trail once, on the bus in order", async () => {
  await prepare();
  for (let run = 0; run < KILLS; run += 1) await killAmongChanges(run, randomInt(1, 40));
  after = await startKeptEdition(kept);
  const { tables, edition } = after;
  const memberships = await Promise.all(
    MEMBERS.map((sub) => tables.get("PeopleTable", { sub, item: "tenant#acme" })),
  );
  const invitations = await tables.all("InvitationsTable");
  const audit = async () =>
    (await tables.all("AuditTable"))
      .filter(({ tenantId }) => tenantId === "acme")
      .sort((one, other) => String(one.id).localeCompare(String(other.id)))
      .map(({ event }) => event as Told);
  const bus = () => edition.bus.events().map(({ detail }) => detail as unknown as Told);
  // What the functions still have to tell is told by now at the latest.
  const made = invitations.length + memberships.reduce((sum, item) => sum + Number(item?.version) - 1, 0);
  const isOfThese = ({ type, subject }: Told) =>
    type === "invitation.created" ||
    (type === "membership.role-changed" && MEMBERS.includes(String(subject.sub)));
  while (firsts(bus().filter(isOfThese)).length < made) await setTimeout(20);

  const told = (await audit()).filter(isOfThese);
  expect(told).toHaveLength(made);
  for (const { email, id } of invitations)
    expect([email, told.filter(({ subject }) => subject.invitationId === id).length]).toEqual([email, 1]);
  for (const email of acknowledged.invited)
    expect(invitations).toContainEqual(expect.objectContaining({ email }));
  for (const membership of memberships) {
    const { sub, version, role } = membership as { sub: string; version: number; role: string };
    expect(version).toBeGreaterThanOrEqual(acknowledged.versions.get(sub) ?? 1);
    const changes = roleChangesOf(sub, told);
    expect(changes).toHaveLength(version - 1);
    // One follows from the other, up to what is in the table.
    let last = "member";
    for (const { from, to } of changes) {
      expect(from?.role).toBe(last);
      last = to?.role ?? "";
    }
    expect(last).toBe(role);
    expect(firsts(roleChangesOf(sub, bus()))).toEqual(changes.map(({ id }) => id));
  }
});
