import { writeFileSync } from "node:fs";
import path from "node:path";
import { bundleFile, readTemplate, TEMPLATE } from "../../../local/stack/packaged-folder";
import type { Json } from "../../../local/stack/properties";
import { createEditionFolder, startKeptEdition, type TestEdition } from "./start-test-edition";

const NAME = "_suite.acme.example";
const MODULES = path.join(__dirname, "..", "..", "..", "node_modules", "@aws-sdk");

/**
 * Stands in for a function of the suite: makes a custom resource if it is asked to, else uses all that is around it, and answers what
 * it has learnt.
 */
const BUNDLE = `
const { Resolver } = require("node:dns/promises");
const { EventBridgeClient, PutEventsCommand } = require(${JSON.stringify(path.join(MODULES, "client-eventbridge"))});
const { SESv2Client, SendEmailCommand } = require(${JSON.stringify(path.join(MODULES, "client-sesv2"))});
exports.handler = async ({ ResponseURL, RequestType, ResourceProperties, ...event }) => {
  if (ResponseURL !== undefined) {
    const { StackId, RequestId, LogicalResourceId } = event;
    const body = { Status: ResourceProperties.status, Reason: "as wanted", PhysicalResourceId: "one", StackId, RequestId, LogicalResourceId };
    await fetch(ResponseURL, { method: "PUT", headers: { "content-type": "" }, body: JSON.stringify(body) });
    return;
  }
  const { EVENT_BUS, INVITATION_SENDER, DNS_SERVER } = process.env;
  const Detail = JSON.stringify({ tenantId: event.tenantId, actor: { kind: "person", id: "sub-1" } });
  const entry = { EventBusName: EVENT_BUS, Source: "suite", DetailType: event.type, Detail };
  await new EventBridgeClient().send(new PutEventsCommand({ Entries: [entry] }));
  await new SESv2Client().send(new SendEmailCommand({
    FromEmailAddress: INVITATION_SENDER,
    Destination: { ToAddresses: ["grace@acme.example"] },
    Content: { Simple: { Subject: { Data: "Join" }, Body: { Text: { Data: "<b>https://app.example.com/join" } } } },
  }));
  const resolver = new Resolver();
  resolver.setServers([DNS_SERVER]);
  return await resolver.resolveTxt("${NAME}");
};`;

let kept: ReturnType<typeof createEditionFolder>;
let running: TestEdition | undefined;
beforeEach(() => {
  kept = createEditionFolder();
  writeFileSync(bundleFile(kept.packaged, "custom-message"), BUNDLE);
  writeFileSync(path.join(kept.folder, "dns.json"), JSON.stringify({ [NAME]: ["token"] }));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  kept.remove();
});

/** Puts a bus and a custom resource into the stack, and starts it with what it has kept. */
async function restart(status = "SUCCESS", fresh = false): Promise<TestEdition> {
  await running?.stop();
  running = undefined;
  const { Resources, ...sections } = readTemplate(kept.packaged);
  const id = "CustomDashmessageLambdaFunction";
  const { Properties = {}, ...message } = Resources[id] ?? { Type: "" };
  const { Variables } = Properties.Environment as { Variables: Json };
  const environment = { ...Variables, EVENT_BUS: { Ref: "TestBus" }, INVITATION_SENDER: "none" };
  const added = {
    [id]: { ...message, Properties: { ...Properties, Environment: { Variables: environment } } },
    TestBus: { Type: "AWS::Events::EventBus", Properties: { Name: "suite-test" } },
    TestRecord: {
      Type: "Custom::Record",
      Properties: { ServiceToken: { "Fn::GetAtt": [id, "Arn"] }, status },
    },
  };
  writeFileSync(
    path.join(kept.packaged, TEMPLATE),
    JSON.stringify({ ...sections, Resources: { ...Resources, ...added } }),
  );
  running = await startKeptEdition(kept, { fresh });
  return running;
}

const use = ({ edition }: TestEdition, event: object) => edition.lambda.invoke("custom-message", event);

const shown = async ({ edition }: TestEdition, address: string, accept = "application/json") => {
  const response = await fetch(edition.poolUrl + address, { headers: { accept } });
  return response.text();
};

/** The stack and its tables tell of themselves as well. */
const told = ({ edition }: TestEdition) => edition.bus.events().filter(({ source }) => source === "suite");

const madeBy = ({ edition }: TestEdition) =>
  edition.lambda.invocations
    .filter(({ functionName }) => functionName === "custom-message")
    .map(({ event }) => (event as Json).RequestType);

test("a function finds event bus, mail and DNS around it, and the sender of a laptop", async () => {
  const visited = await restart();
  expect(await use(visited, { type: "tenant.created", tenantId: "acme" })).toEqual({
    kind: "answered",
    payload: [["token"]],
  });
  expect(told(visited)).toMatchObject([
    { "detail-type": "tenant.created", source: "suite", detail: { tenantId: "acme" } },
  ]);
  expect(JSON.parse(await shown(visited, "/inbox?to=grace@acme.example"))).toMatchObject([
    { from: "no-reply@laptop.example", subject: "Join", link: "https://app.example.com/join" },
  ]);
  const inbox = await shown(visited, "/inbox", "text/html");
  expect(inbox).toContain('<a href="https://app.example.com/join">');
  expect(inbox).toContain("from no-reply@laptop.example to ");
  expect(inbox).not.toContain("<b>");
});

test("the bus is shown, the newest event first, by type and by tenant, also after a restart", async () => {
  const before = await restart();
  await use(before, { type: "tenant.created", tenantId: "acme" });
  await use(before, { type: "<i>", tenantId: "globex" });
  const visited = await restart();
  const types = async (query: string) =>
    JSON.parse(await shown(visited, `/events${query}`))
      .filter(({ source }: Json) => source === "suite")
      .map((event: Json) => event["detail-type"]);
  expect(await types("")).toEqual(["tenant.created", "<i>"]);
  expect(await types("?tenantId=globex")).toEqual(["<i>"]);
  expect(await types("?type=tenant.created&tenantId=globex")).toEqual([]);

  const page = await shown(visited, "/events", "text/html");
  const summaries = [...page.matchAll(/<summary>(.*?)<\/summary>/gs)].flatMap(([, text = ""]) =>
    text.includes("sub-1") ? text : [],
  );
  expect(summaries).toEqual([
    expect.stringMatching(/&#60;i&#62;<\/strong> by person sub-1.* UTC, globex/s),
    expect.stringMatching(/tenant\.created<\/strong> by person sub-1.* UTC, acme/s),
  ]);
  expect(await shown(visited, "/events?type=other", "text/html")).toContain(
    "No such event is on the bus yet.",
  );
});

test("custom resources are made before the suite is up: created, updated once known, and anew after a fresh start", async () => {
  expect(madeBy(await restart())).toEqual(["Create"]);
  expect(madeBy(await restart())).toEqual(["Update"]);
  const fresh = await restart("SUCCESS", true);
  expect(madeBy(fresh)).toEqual(["Create"]);
  expect(told(fresh)).toEqual([]);
});

test("a custom resource that cannot be made stops the start", async () => {
  await expect(restart("FAILED")).rejects.toThrow(
    "custom-message has not made TestRecord (Create): as wanted",
  );
});
