import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployCustomResources } from "../../local/custom-resources";
import { type Journal, openJournal } from "../../local/journal/journal";
import { type Lambda, startLambda } from "../../local/lambda/lambda";
import type { CustomResource } from "../../local/stack/custom-resources";
import type { Json } from "../../local/stack/properties";
import { type Bundles, startBundles } from "./lambda/bundles";

const STACK_ID = "arn:aws:cloudformation:eu-central-1:123456789012:stack/shop-dev/1";

/** Answers success, but for what the properties change of it: `null` for not at all. */
const MAKER = `
exports.handler = async ({ ResponseURL, ResourceProperties, RequestType, ...event }) => {
  const { answer = "{}", throws, method = "PUT", type = "", path = "" } = ResourceProperties;
  if (throws) throw new Error(throws);
  if (answer === "null") return;
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId + "-1" } = event;
  const success = { Status: "SUCCESS", StackId, RequestId, LogicalResourceId, PhysicalResourceId };
  const body = JSON.stringify({ ...success, ...JSON.parse(answer) });
  await fetch(ResponseURL + path, { method, headers: { "content-type": type }, body });
};`;

let folder: string;
let bundles: Bundles;
let lambda: Lambda;
let journal: Journal;
let requests: Json[];

const openAgain = () => {
  journal.close();
  journal = openJournal(path.join(folder, "stack.jsonl"));
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "custom-resources-"));
  bundles = startBundles();
  lambda = startLambda([bundles.write("maker", MAKER)], { region: "eu-central-1" });
  journal = openJournal(path.join(folder, "stack.jsonl"));
  requests = [];
});
afterEach(async () => {
  await lambda.stop();
  journal.close();
  bundles.remove();
  rmSync(folder, { recursive: true });
});

const resource = (id: string, properties: Json = {}): CustomResource => ({
  id,
  type: "Custom::Record",
  serviceToken: "arn:maker",
  functionName: "maker",
  properties: { ServiceToken: "arn:maker", ...properties },
});

const deploy = (...customResources: CustomResource[]) =>
  deployCustomResources(
    { id: STACK_ID, customResources, functions: [{ name: "maker" } as never] },
    {
      lambda: {
        invoke(name, payload) {
          requests.push(payload as Json);
          return lambda.invoke(name, payload);
        },
      },
      journal,
    },
  );

const asked = () =>
  requests
    .splice(0)
    .map(({ RequestType, LogicalResourceId, PhysicalResourceId }) =>
      [RequestType, LogicalResourceId, PhysicalResourceId].join(" ").trimEnd(),
    );

test("a new resource is created, by a request as CloudFormation's", async () => {
  await deploy(resource("Client", { name: "web" }));
  expect(requests).toEqual([
    {
      RequestType: "Create",
      StackId: STACK_ID,
      RequestId: expect.any(String),
      ResponseURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/./),
      ServiceToken: "arn:maker",
      ResourceType: "Custom::Record",
      LogicalResourceId: "Client",
      ResourceProperties: { ServiceToken: "arn:maker", name: "web" },
    },
  ]);
});

test("one that is known from the last start is updated, with what it was then", async () => {
  await deploy(resource("Client", { name: "web" }));
  openAgain();
  requests = [];
  await deploy(resource("Client", { name: "app" }));
  expect(requests).toMatchObject([
    {
      RequestType: "Update",
      PhysicalResourceId: "Client-1",
      ResourceProperties: { name: "app" },
      OldResourceProperties: { ServiceToken: "arn:maker", name: "web" },
    },
  ]);
});

test("one that has gone is deleted once, after the others are there", async () => {
  await deploy(resource("Client"), resource("Provider"));
  expect(asked()).toEqual(["Create Client", "Create Provider"]);
  await deploy(resource("Other"), resource("Provider"));
  expect(asked()).toEqual(["Create Other", "Update Provider Provider-1", "Delete Client Client-1"]);
  openAgain();
  await deploy(resource("Provider"));
  expect(asked()).toEqual(["Update Provider Provider-1", "Delete Other Other-1"]);
});

test("one that an update has replaced is deleted, with what it was", async () => {
  await deploy(resource("Client", { name: "web" }));
  requests = [];
  await deploy(resource("Client", { answer: '{"PhysicalResourceId":"Client-2"}' }));
  expect(requests.at(-1)).toMatchObject({ ResourceProperties: { name: "web" } });
  expect(asked()).toEqual(["Update Client Client-1", "Delete Client Client-1"]);
  await deploy(resource("Client"));
  expect(asked()).toEqual(["Update Client Client-2"]);
});

test("one whose function has gone is forgotten", async () => {
  await deploy(resource("Client"));
  await deployCustomResources({ id: STACK_ID, customResources: [], functions: [] }, { lambda, journal });
  requests = [];
  await deploy();
  expect(asked()).toEqual([]);
});

test.each<[string, Json, string]>([
  ["fails", { answer: '{"Status":"FAILED","Reason":"no such table"}' }, "no such table"],
  ["throws", { throws: "planted" }, "Error: planted"],
  ["does not answer", { answer: "null" }, "it has put no answer to the ResponseURL"],
  ["posts its answer", { method: "POST" }, "it has put no answer to the ResponseURL"],
  ["gives a type of content", { type: "application/json" }, "it has put no answer to the ResponseURL"],
  ["answers elsewhere", { path: "1" }, "it has put no answer to the ResponseURL"],
  ["answers for another request", { answer: '{"RequestId":"1"}' }, "its answer has another RequestId"],
  ["answers for another stack", { answer: '{"StackId":"1"}' }, "its answer has another StackId"],
  ["names no resource", { answer: '{"PhysicalResourceId":""}' }, "its answer has no PhysicalResourceId"],
  ["says nothing of success", { answer: '{"Status":"OK"}' }, "its answer has the Status OK"],
])("a function that %s stops the start, and makes nothing", async (_, properties, why) => {
  await expect(deploy(resource("Client", properties), resource("Provider"))).rejects.toThrow(
    `maker has not made Client (Create): ${why}`,
  );
  expect(asked()).toEqual(["Create Client"]);
  await deploy(resource("Client"));
  expect(asked()).toEqual(["Create Client"]);
});
