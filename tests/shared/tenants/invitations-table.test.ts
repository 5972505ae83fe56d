import type { Invitation } from "../../../shared/tenants/invitation";
import { digestOfSecret, newInvitationSecret, opens } from "../../../shared/tenants/invitation-secret";
import { type Invitations, invitationsTable } from "../../../shared/tenants/invitations-table";
import { ADA, EMMY, INVITATION_SECRET, invitation } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let invitations: Invitations;
beforeEach(async () => {
  tables = await startTables();
  invitations = invitationsTable(tables.client, "InvitationsTable");
});
afterEach(() => tables.stop());

const { signal } = new AbortController();
const context = {
  now: new Date("2026-05-01T12:00:00.000Z"),
  signal,
  by: { kind: "trigger", id: "post-confirmation" },
} as const;
const put = async (changes: Record<string, unknown> = {}): Promise<Invitation> => {
  await tables.put("InvitationsTable", invitation(changes));
  return present();
};
async function present(): Promise<Invitation> {
  const found = await invitations.find("ada@acme.example", "acme", signal);
  if (found === undefined) throw new Error("there is no invitation");
  return found;
}

test("a secret opens the invitation that keeps its digest, and nothing else does", () => {
  const ofTable = invitation() as unknown as Invitation;
  expect(opens(INVITATION_SECRET, ofTable)).toBe(true);
  for (const other of ["", INVITATION_SECRET.slice(1), ofTable.secretDigest ?? ""])
    expect(opens(other, ofTable)).toBe(false);
  const { secretDigest: _, ...without } = ofTable;
  expect(opens("", without)).toBe(false);
  expect(opens("", { ...without, secretDigest: "" })).toBe(false);
  expect(newInvitationSecret()).toMatch(/^[\w-]{43}$/);
  expect(digestOfSecret("secret")).not.toContain("secret");
});

describe("joining", () => {
  test("is claimed for one person, and then accepted by them", async () => {
    const claimed = await invitations.claim(await put(), ADA, context);
    expect(claimed).toMatchObject({ claimedBy: ADA, version: 2, status: "open", changedBy: context.by });
    expect(await invitations.claim(await present(), EMMY, context)).toBeUndefined();
    expect(await invitations.claim(await present(), ADA, context)).toMatchObject({ version: 2 });
    expect(await invitations.close(claimed ?? (await present()), "accepted", context)).toMatchObject({
      status: "accepted",
      version: 3,
    });
    const [item] = await tables.all("InvitationsTable");
    expect(item).toMatchObject({ status: "accepted", claimedBy: ADA, changedAt: context.now.toISOString() });
    expect(item).not.toHaveProperty("listKey");
    expect(await invitations.claim(await present(), ADA, context)).toBeUndefined();
  });

  test("of two who claim at once, one does", async () => {
    for (let round = 0; round < 20; round += 1) {
      const read = await put();
      const claims = await Promise.all([ADA, EMMY].map((sub) => invitations.claim(read, sub, context)));
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    }
  });

  test.each(["accepted", "declined", "withdrawn"])("is not by one that is %s", async (status) => {
    expect(await invitations.claim(await put({ status }), ADA, context)).toBeUndefined();
  });

  test("a change to one that was written anew since is none", async () => {
    const read = await put();
    await put({ version: 2, role: "viewer" });
    expect(await invitations.claim(read, ADA, context)).toBeUndefined();
    expect(await invitations.close(read, "withdrawn", context)).toBeUndefined();
    expect(await invitations.noteSent(read, context)).toBeUndefined();
    expect(await invitations.write(read, read, signal)).toBe(false);
    expect(await invitations.write(read, undefined, signal)).toBe(false);
    expect(await present()).toMatchObject({ version: 2, role: "viewer", status: "open" });
  });
});

describe("the list of a tenant", () => {
  const listAll = async (prefix: string, limit: number) => {
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await invitations.list("acme", { prefix, limit, after }, signal);
      pages.push(page.invitations.map(({ email }) => email));
      after = page.last;
    } while (after !== undefined);
    return pages;
  };

  test("has the open ones by address, in pages, and finds those that begin alike", async () => {
    for (const name of ["carol", "alan", "ada", "barbara", "alonzo"])
      await tables.put("InvitationsTable", invitation({ email: `${name}@acme.example` }));
    await tables.put("InvitationsTable", invitation({ email: "al@acme.example", tenantId: "globex" }));
    await tables.put(
      "InvitationsTable",
      invitation({ email: "alice@acme.example", status: "withdrawn", listKey: undefined }),
    );
    const all = ["ada", "alan", "alonzo", "barbara", "carol"].map((name) => `${name}@acme.example`);
    expect((await listAll("", 2)).flat()).toEqual(all);
    expect((await listAll("", 2)).map(({ length }) => length).slice(0, 2)).toEqual([2, 2]);
    expect((await listAll("al", 25)).flat()).toEqual(all.slice(1, 3));
    expect((await listAll("nobody", 25)).flat()).toEqual([]);
  });
});

test.each([
  { status: "closed" },
  { role: "owner" },
  { version: "1" },
  { invitedBy: "operator" },
  { secretDigest: 1 },
  { id: undefined },
  { tenantId: "Acme" },
])("one with %j is a fault", async (changes) => {
  await tables.put("InvitationsTable", invitation(changes));
  await expect(invitations.forEmail("ada@acme.example", signal)).rejects.toThrow("is malformed");
});
