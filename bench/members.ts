/**
 * The tasks of a tenant's admin, in a tenant of 100 members and in one of 100,000. The packaged function runs
 * against embedded tables that hold both tenants. A proxy counts the items in the answers of the tables.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { packagedProduct } from "../local/stack/package-store";
import { ask, type Bearer, type FunctionAnswer } from "../tests/harness/api-function";
import { memberItems } from "../tests/harness/members";
import { startServer, type TestServer } from "../tests/harness/server";
import { startTables, type Tables } from "../tests/harness/tables";
import { loadBundle, type Trigger } from "../tests/harness/triggers";
import { inShort } from "./short";

const SIZES = { small: 100, large: 100_000 } as const;
type TenantId = keyof typeof SIZES;
const TENANTS = Object.keys(SIZES) as TenantId[];
const TRIES = inShort(100, 40);
const WARM_UP = 20;
const BATCH = 25;
/** A search finds this many members of each tenant. */
const FOUND = 10;
const LIMIT = 25;

const admin = (tenantId: TenantId): Bearer => ({ sub: `${tenantId}-admin`, tenantId });
const target = (tenantId: TenantId) => ({ path: { sub: `${tenantId}-quill-0` } });

/** The present version of the member whose role changes. */
const versions: Record<TenantId, number> = { small: 1, large: 1 };

const TASKS: Readonly<Record<string, (members: Trigger, tenantId: TenantId) => Promise<FunctionAnswer>>> = {
  "first page": (members, tenantId) =>
    ask(members, "GET /members", admin(tenantId), { query: { limit: String(LIMIT) } }),
  "first page of a role": (members, tenantId) =>
    ask(members, "GET /members", admin(tenantId), { query: { role: "member", status: "active" } }),
  search: (members, tenantId) => ask(members, "GET /members", admin(tenantId), { query: { q: "Quill" } }),
  "one member": (members, tenantId) => ask(members, "GET /members/{sub}", admin(tenantId), target(tenantId)),
  "change of a role": async (members, tenantId) => {
    const version = versions[tenantId]++;
    const body = { role: version % 2 === 1 ? "viewer" : "member" };
    return ask(members, "PATCH /members/{sub}", admin(tenantId), { ...target(tenantId), body, version });
  },
};

interface Measured {
  readonly times: number[];
  /** The count of the last try. */
  items: number;
}

async function main(): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  process.env.PACKAGED_SERVICE = await packagedProduct(["--stage", "dev"]);
  const tables = await startTables();
  await fill(tables);
  const counter = await startCounter(tables.endpoint);
  const pool = await startServer((_, response) => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end("{}");
  });
  const members = loadBundle("api-members", counter.endpoint, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
  });
  const measured = new Map<string, Measured>();
  for (let round = -WARM_UP; round < TRIES; round += 1)
    for (const [task, perform] of Object.entries(TASKS))
      for (const tenantId of round % 2 === 0 ? TENANTS : TENANTS.toReversed()) {
        const before = counter.items();
        const begun = performance.now();
        const { status, body } = await perform(members, tenantId);
        const taken = performance.now() - begun;
        if (status !== 200) throw new Error(`${task}: ${status} ${JSON.stringify(body)}`);
        const key = `${task} ${tenantId}`;
        const one = measured.get(key) ?? { times: [], items: 0 };
        one.items = counter.items() - before;
        if (round >= 0) one.times.push(taken);
        measured.set(key, one);
      }
  await members.stop();
  for (const { stop } of [counter, pool, tables]) await stop();
  writeFileSync(path.join(__dirname, "members.md"), report(measured));
}

/** Puts both tenants into the same tables, each with the members that a search finds. */
async function fill(tables: Tables): Promise<void> {
  const put = (table: string, items: readonly Record<string, unknown>[]) =>
    tables.client.send(
      new BatchWriteCommand({ RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } }),
    );
  for (const tenantId of TENANTS) {
    await put("TenantsTable", [
      { id: `tenant#${tenantId}`, name: tenantId, status: "active", defaultRole: "member", version: 1 },
    ]);
    const everybody = [
      ...memberItems(`${tenantId}-admin`, { tenantId, role: "admin" }),
      ...Array.from({ length: SIZES[tenantId] - 1 }, (_, number) =>
        number < FOUND
          ? memberItems(`${tenantId}-quill-${number}`, { tenantId, name: `Quill ${number}` })
          : memberItems(`${tenantId}-${number}`, { tenantId, name: `${nameOf(number)} ${number}` }).slice(1),
      ).flat(),
    ];
    for (let begin = 0; begin < everybody.length; begin += BATCH)
      await put("PeopleTable", everybody.slice(begin, begin + BATCH));
  }
}

const NAMES = ["Ada", "Blaise", "Grace", "Emmy", "Kurt", "Hedy", "Sofia", "Zuse"];
const nameOf = (number: number): string => NAMES[number % NAMES.length] ?? "";

/** A proxy in front of the tables that counts the items that they have read. */
async function startCounter(endpoint: string): Promise<TestServer & { items(): number }> {
  let items = 0;
  const server = await startServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { host, connection, ...headers } = request.headers;
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    const { ScannedCount, Item } = JSON.parse(text);
    items += ScannedCount ?? (Item === undefined ? 0 : 1);
    response.writeHead(answer.status, {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-crc32": answer.headers.get("x-amz-crc32") ?? "",
    });
    response.end(text);
  });
  return { ...server, items: () => items };
}

const quantile = (values: readonly number[], part: number): string =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * part)]?.toFixed(1) ?? "";

function report(measured: ReadonlyMap<string, Measured>): string {
  const rows = Object.keys(TASKS).map((task) => {
    const cells = TENANTS.flatMap((tenantId) => {
      const { times, items } = measured.get(`${task} ${tenantId}`) ?? { times: [], items: 0 };
      return [quantile(times, 0.5), quantile(times, 0.95), String(items)];
    });
    return `| ${[task, ...cells].join(" | ")} |`;
  });
  return `# Members

\`npm run bench:members\` writes this page: milliseconds that the packaged function takes for what an admin does, in a tenant with
${SIZES.small} members and in one with ${SIZES.large.toLocaleString("en")}. Both are in the same embedded tables and take turns, ${TRIES} tries each. Items are those that the
tables read for one request: who calls, the tenant, and what is asked for. A page has ${LIMIT} members; the search looks
at names and addresses, and finds ${FOUND}. Node ${process.version}, ${process.platform} ${process.arch}.

| | ${SIZES.small}: median, ms | 95 % | items | ${SIZES.large.toLocaleString("en")}: median, ms | 95 % | items |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

void main();
