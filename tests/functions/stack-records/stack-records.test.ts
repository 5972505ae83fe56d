import { json } from "node:stream/consumers";
import { startFailingTables } from "../../harness/faulty-tables";
import { ACMES_MACHINE, client, MACHINE, provider, WEB } from "../../harness/people";
import { startServer, type TestServer } from "../../harness/server";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

interface Told {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** Where CloudFormation waits for an answer, at a signed address. */
let cloudFormation: TestServer;
let told: Told[];
let statuses: number[];
let tables: Tables;
let fn: Trigger;
beforeEach(async () => {
  told = [];
  statuses = [];
  cloudFormation = await startServer(async (request, response) => {
    const { method, url, headers } = request;
    told.push({ method, url, type: headers["content-type"], body: await json(request) });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  tables = await startTables();
  fn = loadTrigger("stack-records", tables.endpoint);
});
afterEach(async () => {
  await tables.stop();
  await cloudFormation.stop();
});

const IDS = {
  StackId: "arn:aws:cloudformation:eu-central-1:123456789012:stack/cognito-triggers-dev/1",
  RequestId: "5b2d8f1a",
  LogicalResourceId: "StackRecords",
};
const SIGNATURE = "X-Amz-Signature=5ec2e7";

const request = (RequestType: string, ResourceProperties: object, changes: object = {}) => ({
  ...IDS,
  RequestType,
  ResponseURL: `${cloudFormation.endpoint}/answer?${SIGNATURE}`,
  ResourceType: "Custom::StackRecords",
  ResourceProperties: { ServiceToken: "arn", ServiceTimeout: "120", ...ResourceProperties },
  ...(RequestType !== "Create" && { PhysicalResourceId: "stack-records" }),
  ...changes,
});

const OWN = { id: WEB, name: "web", kind: "own" };
const OWN_MACHINE = { id: MACHINE, name: "machine", kind: "machine" };
const SAML = { name: "AcmeSaml", tenantId: "acme", authoritativeFor: ["acme.example"] };

const create = (properties: object) => fn(request("Create", properties));
const update = (properties: object, OldResourceProperties: object) =>
  fn(request("Update", properties, { OldResourceProperties }));
const drop = (properties: object) => fn(request("Delete", properties));

const answered = () => told.map(({ body }) => (body as { Status: string }).Status);
const item = (id: string) => tables.get("TenantsTable", { id });
const BY_DEPLOYMENT = {
  managedBy: "stack",
  changedBy: { kind: "command", id: "deploy" },
  changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
};

describe("a deployment", () => {
  test("registers what the stack calls its own, and answers at the signed address", async () => {
    await create({ clients: [OWN, OWN_MACHINE], providers: [SAML] });
    expect(told).toEqual([
      {
        method: "PUT",
        url: `/answer?${SIGNATURE}`,
        type: undefined,
        body: { ...IDS, Status: "SUCCESS", PhysicalResourceId: "stack-records" },
      },
    ]);
    expect(await item(`client#${WEB}`)).toEqual(
      client(WEB, { name: "web", sortKey: `web#${WEB}`, ...BY_DEPLOYMENT }),
    );
    expect(await item(`client#${MACHINE}`)).toEqual(
      client(MACHINE, { name: "machine", kind: "machine", sortKey: `machine#${MACHINE}`, ...BY_DEPLOYMENT }),
    );
    expect(await item("provider#acmesaml")).toEqual(
      provider("AcmeSaml", { tenantId: "acme", authoritativeFor: ["acme.example"], ...BY_DEPLOYMENT }),
    );
    expect(fn.log()).toMatchObject([{ resource: "stack-records", outcome: "kept", changes: 3 }]);
  });

  test("may be repeated, and writes nothing where nothing is different", async () => {
    const properties = { clients: [OWN], providers: [SAML] };
    await create(properties);
    const before = await tables.all("TenantsTable");
    await create(properties);
    await update(properties, properties);
    expect(await tables.all("TenantsTable")).toEqual(before);
    expect(fn.log().map(({ changes }) => changes)).toEqual([2, 0, 0]);
  });

  test("changes what says something else, and ends what it no longer names", async () => {
    const [before, after] = [
      { clients: [OWN, OWN_MACHINE], providers: [SAML, { name: "Google", authoritativeFor: [] }] },
      { clients: [{ ...OWN, id: "7newweb" }], providers: [{ name: "ACMESAML", authoritativeFor: [] }] },
    ];
    await create(before);
    await update(after, before);
    expect(await item(`client#${WEB}`)).toEqual({
      ...client(WEB, { name: "web", version: 2, ...BY_DEPLOYMENT, status: "released" }),
      listing: undefined,
      sortKey: undefined,
    });
    expect(await item(`client#${MACHINE}`)).toMatchObject({ status: "released" });
    expect(await item("client#7newweb")).toMatchObject({ status: "registered", kind: "own", version: 1 });
    expect(await item("provider#acmesaml")).toMatchObject({ name: "ACMESAML", status: "bound", version: 2 });
    expect(await item("provider#acmesaml")).not.toHaveProperty("tenantId");
    expect(await item("provider#google")).toMatchObject({ status: "unbound" });
  });

  test("that is taken back restores what it had ended", async () => {
    const [before, after] = [
      { clients: [OWN], providers: [SAML] },
      { clients: [], providers: [] },
    ];
    await create(before);
    await update(after, before);
    await update(before, after);
    expect(await item(`client#${WEB}`)).toMatchObject({
      status: "registered",
      listing: "clients",
      version: 3,
    });
    expect(await item("provider#acmesaml")).toMatchObject({ status: "bound", version: 3 });
  });

  test("that ends the stack ends what is the stack's", async () => {
    const properties = { clients: [OWN], providers: [SAML] };
    await create(properties);
    await drop(properties);
    expect(await item(`client#${WEB}`)).toMatchObject({ status: "released", managedBy: "stack" });
    expect(await item("provider#acmesaml")).toMatchObject({ status: "unbound", managedBy: "stack" });
    expect(answered()).toEqual(["SUCCESS", "SUCCESS"]);
  });

  test("leaves alone what an operator has made, changed or ended", async () => {
    const operators = [
      ACMES_MACHINE,
      client(WEB, { status: "released", listing: undefined, sortKey: undefined }),
      provider("AcmeSaml", { tenantId: "globex" }),
    ];
    await tables.put("TenantsTable", ...operators.map((entry) => JSON.parse(JSON.stringify(entry))));
    const before = await tables.all("TenantsTable");
    const properties = { clients: [OWN, OWN_MACHINE], providers: [SAML] };
    await create(properties);
    await update({ clients: [], providers: [] }, properties);
    await drop(properties);
    expect(await tables.all("TenantsTable")).toEqual(before);
    expect(answered()).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  });
});

describe("whatever happens, CloudFormation gets an answer:", () => {
  const FAILED = {
    ...IDS,
    Status: "FAILED",
    Reason: "This could not be done. The log of the function says why",
    PhysicalResourceId: "stack-records",
  };

  test("that it failed, if the table does not answer", async () => {
    const failing = await startFailingTables("AccessDeniedException", "not authorized");
    fn = loadTrigger("stack-records", failing.endpoint);
    await create({ clients: [OWN] });
    expect(told.map(({ body }) => body)).toEqual([FAILED]);
    expect(fn.log()).toMatchObject([{ outcome: "fault", level: "error" }]);
    await failing.stop();
  });

  test.each([
    ["clients that are no list", { clients: OWN }],
    ["a client without an id", { clients: [{ ...OWN, id: "" }] }],
    ["a client of no kind", { clients: [{ ...OWN, kind: "web" }] }],
    ["a provider without a name", { providers: [{ ...SAML, name: undefined }] }],
    ["a provider of the platform", { providers: [{ ...SAML, tenantId: "platform" }] }],
    ["a provider that proves no domain", { providers: [{ ...SAML, authoritativeFor: ["Acme"] }] }],
  ])("that it failed, for %s, and nothing is written", async (_, properties) => {
    await create(properties);
    expect(told.map(({ body }) => body)).toEqual([FAILED]);
    expect(await tables.all("TenantsTable")).toEqual([]);
  });

  test("that it failed, for an item that is malformed", async () => {
    await tables.put("TenantsTable", { id: `client#${WEB}`, tenantId: "acme" });
    await create({ clients: [OWN] });
    expect(answered()).toEqual(["FAILED"]);
    expect(fn.log()).toMatchObject([{ error: { message: `client#${WEB} is malformed` } }]);
  });

  test("once more, if it is not taken at once", async () => {
    statuses = [503, 500];
    await create({ clients: [OWN] });
    expect(answered()).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  });

  test("by another invocation, if it is not taken at all; and nothing tells the address", async () => {
    statuses = [403, 403, 403];
    const nowhere = { ResponseURL: `not an address?${SIGNATURE}` };
    for (const event of [request("Create", {}), request("Create", {}, nowhere)]) {
      const error = await fn(event).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ message: "CloudFormation does not take the answer" });
      expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain(SIGNATURE);
    }
    expect(JSON.stringify(fn.log())).not.toContain(SIGNATURE);
  });
});

test.each([undefined, {}, { RequestType: "Create" }, { RequestType: "Other", ResponseURL: "http://x" }])(
  "what is no request of CloudFormation is refused: %j",
  async (event) => {
    await expect(fn(event)).rejects.toMatchObject({ message: "this is not a request of CloudFormation" });
  },
);

test("the packaged bundle does the same", async () => {
  const bundle = loadBundle("stack-records", tables.endpoint);
  await bundle(request("Create", { clients: [OWN], providers: [SAML] }));
  await bundle.stop();
  expect(answered()).toEqual(["SUCCESS"]);
  expect(await item(`client#${WEB}`)).toMatchObject({ kind: "own" });
  expect(await item("provider#acmesaml")).toMatchObject({ tenantId: "acme" });
});
