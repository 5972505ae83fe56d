import { exclusionsTable } from "../../shared/people/exclusions-table";
import { emailMark } from "../../shared/people/marks";
import { ask, verdictOf } from "../harness/api-function";
import { memberItems } from "../harness/members";
import { putTenants } from "../harness/people";
import { startProxy } from "../harness/proxy";
import { startServer } from "../harness/server";
import { startTables } from "../harness/tables";
import { loadBundle } from "../harness/triggers";

test.each([
  ["suspended", "active", []],
  ["active", "suspended", [{ status: "suspended" }]],
] as const)(
  "of a member who is %s and at once %s again, the exclusions are those of the last",
  async (first, second, exclusions) => {
    const tables = await startTables();
    await putTenants(tables);
    await tables.put(
      "PeopleTable",
      ...memberItems("admin", { role: "admin" }),
      ...memberItems("second", { role: "admin" }),
      ...memberItems("ada", { status: second }),
    );
    const trail = exclusionsTable(tables.client, "PeopleTable");
    const { signal } = new AbortController();
    const by = { kind: "command", id: "test" } as const;
    const mark = emailMark("ada@acme.example");
    const suspension = { status: "suspended", since: "2026-02-01T00:00:00.000Z", tenantId: "acme" } as const;
    if (second === "suspended") await trail.exclude(mark, suspension, { by, now: new Date(), signal });
    const pool = await startServer((_, response) =>
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}"),
    );

    // The first change has written the membership, and its exclusion is still on the way.
    let arrive = () => {};
    let release = () => {};
    const isOnTheWay = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const mayGoOn = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = await startProxy(tables.endpoint, async ({ operation, body, pass }) => {
      if (/^(Put|Delete)Item$/.test(operation) && body.includes("exclusion#acme")) {
        arrive();
        await mayGoOn;
      }
      await pass();
    });
    const cognito = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint };
    const one = loadBundle("api-members", slow.endpoint, cognito);
    const other = loadBundle("api-members", tables.endpoint, cognito);
    const change = (fn: typeof one, sub: string, status: string, version: number) =>
      ask(fn, "PATCH /members/{sub}", { sub }, { path: { sub: "ada" }, body: { status }, version });

    // Its container is warm, so that nothing waits for that.
    expect(verdictOf(await ask(other, "GET /members", { sub: "second" }))).toBe("200");
    const early = change(one, "admin", first, 1);
    await isOnTheWay;
    expect(verdictOf(await change(other, "second", second, 2))).toBe("200");
    release();
    expect(verdictOf(await early)).toBe("200");
    expect(await trail.find([mark], signal)).toEqual(exclusions.map(expect.objectContaining));
    await Promise.all([one.stop(), other.stop(), slow.stop(), pool.stop(), tables.stop()]);
  },
);
