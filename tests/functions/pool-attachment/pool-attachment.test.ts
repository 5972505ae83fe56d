import { json } from "node:stream/consumers";
import { suiteTriggers } from "../../../commands/pool/suite-triggers";
import { functionOfOthers, POOL_ID, poolShape } from "../../harness/pool-shapes";
import { startServer, type TestServer } from "../../harness/server";
import { type StrictPool, startStrictPool } from "../../harness/strict-pool";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, type Trigger } from "../../harness/triggers";
import { asArguments, packageService } from "../../infra/packaged-stages";

type Json = Record<string, unknown>;

const TRIGGERS = suiteTriggers("dev", poolShape().Arn, { preTokenGeneration: "V2_0", rollout: "off" });
const gate = functionOfOthers("gate");

let packaged: string;
let fn: Trigger;
let cloudFormation: TestServer;
let answers: Json[];
let tables: Tables;
let pool: StrictPool;
beforeAll(async () => {
  const existing = { existingPool: POOL_ID, existingClient: "4existingclient00000000000" };
  packaged = await packageService("--stage", "dev", ...asArguments(existing));
  cloudFormation = await startServer(async (request, response) => {
    answers.push((await json(request)) as Json);
    response.writeHead(200).end();
  });
  tables = await startTables();
});
afterAll(async () => {
  await cloudFormation.stop();
  await tables.stop();
});
beforeEach(async () => {
  answers = [];
  pool = await startStrictPool(poolShape({ LambdaConfig: { PreSignUp: gate } }));
  const endpoints = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint };
  fn = loadBundle("pool-attachment", tables.endpoint, endpoints, packaged);
});
afterEach(async () => {
  await fn.stop();
  await pool.stop();
  await tables.delete("TenantsTable", { id: `pool#${POOL_ID}` });
});

const properties = (changes: Json = {}) => ({
  ServiceToken: "arn",
  pool: POOL_ID,
  triggers: TRIGGERS,
  replace: ["PreSignUp"],
  ...changes,
});
const ask = async (RequestType: string, ResourceProperties: Json, OldResourceProperties?: Json) => {
  await fn({
    RequestType,
    ResponseURL: `${cloudFormation.endpoint}/answer?X-Amz-Signature=5ec2e7`,
    StackId: "arn:aws:cloudformation:eu-central-1:123456789012:stack/cognito-triggers-dev/1",
    RequestId: "5b2d8f1a",
    LogicalResourceId: "PoolAttachment",
    ResourceProperties,
    OldResourceProperties,
  });
  return answers.at(-1)?.Status;
};
const said = () => {
  const { LastModifiedDate: _, ...rest } = pool.told();
  return rest;
};

test("a deployment attaches, its repetition changes nothing, and the end of the stack puts everything back", async () => {
  const before = said();
  expect(await ask("Create", properties())).toBe("SUCCESS");
  expect(pool.told().LambdaConfig).toMatchObject(TRIGGERS);
  expect(await ask("Update", properties(), properties())).toBe("SUCCESS");
  expect(pool.updates).toHaveLength(1);
  expect(await ask("Delete", properties())).toBe("SUCCESS");
  expect(said()).toEqual(before);
});

test("an occupied trigger fails the deployment, and the roll-back finds the pool as it was", async () => {
  const before = said();
  expect(await ask("Create", properties({ replace: [] }))).toBe("FAILED");
  expect(fn.log().at(-1)).toMatchObject({
    error: {
      message: `${POOL_ID} is as it was: PreSignUp is occupied by ${gate}: --replace PreSignUp takes it, or replaceTriggers in a deployment`,
    },
  });
  expect(await ask("Delete", properties({ replace: [] }))).toBe("SUCCESS");
  expect([said(), pool.updates]).toEqual([before, []]);
});

test("an update with fewer functions puts back what they had replaced, and its roll-back takes it again", async () => {
  await ask("Create", properties());
  const { PreSignUp: _, ...fewer } = TRIGGERS;
  expect(await ask("Update", properties({ triggers: fewer }), properties())).toBe("SUCCESS");
  expect(pool.told().LambdaConfig).toMatchObject({ ...fewer, PreSignUp: gate });
  expect(await ask("Update", properties(), properties({ triggers: fewer }))).toBe("SUCCESS");
  expect(pool.told().LambdaConfig).toMatchObject(TRIGGERS);
});

test("properties of another form are a fault", async () => {
  expect(await ask("Create", { pool: POOL_ID })).toBe("FAILED");
  expect(fn.log()).toMatchObject([{ error: { message: "an attachment names a pool and triggers" } }]);
  expect(pool.operations).toEqual([]);
});
