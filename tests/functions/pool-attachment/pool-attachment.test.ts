import { json } from "node:stream/consumers";
import { suiteTriggers } from "../../../commands/pool/suite-triggers";
import { readTemplate } from "../../harness/packaged-service";
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
  expect(answers.at(-1)?.Reason).toMatch(/: PreSignUp is occupied by /);
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

test("it asks of the pool exactly what its policies allow", async () => {
  // Clients and providers could write it, so it asks about each of them.
  pool.change({ SchemaAttributes: [{ Name: "custom:role", AttributeDataType: "String" }] });
  const LOSES_NOTHING = { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] };
  pool.clients = [{ ClientId: "5till", ClientName: "till", WriteAttributes: ["name"], ...LOSES_NOTHING }];
  pool.providers = [{ ProviderName: "Partner", ProviderType: "OIDC", AttributeMapping: { email: "email" } }];
  expect(await ask("Create", properties())).toBe("SUCCESS");
  const { Resources } = readTemplate(packaged);
  const allowed = ["PoolPlanPolicy", "PoolAttachmentPolicy"].flatMap((id) => {
    const { PolicyDocument } = Object(Resources[id]?.Properties) as {
      PolicyDocument: { Statement: { Action: string[] }[] };
    };
    return PolicyDocument.Statement.flatMap(({ Action }) => Action);
  });
  const asked = new Set(pool.operations.map((operation) => `cognito-idp:${operation}`));
  expect([...asked].sort()).toEqual(allowed.sort());
});

const record = () => tables.get("TenantsTable", { id: `pool#${POOL_ID}` });
/** As pool:attach --take-over leaves it. */
const takeOver = async () =>
  tables.put("TenantsTable", { ...((await record()) as Json), managedBy: "operator" });

describe("another pool", () => {
  const other = properties({ pool: "eu-central-1_Another01" });

  test("is refused before anything is done, and the roll-back succeeds", async () => {
    await ask("Create", properties());
    const attached = said();
    pool.operations.length = 0;
    expect(await ask("Update", other, properties())).toBe("FAILED");
    expect(fn.log().at(-1)).toMatchObject({
      error: {
        message: `the stage leaves ${POOL_ID} for eu-central-1_Another01: deploy it with poolAttachment=command before, which detaches the former`,
      },
    });
    expect(pool.operations).toEqual([]);
    expect(await ask("Update", properties(), other)).toBe("SUCCESS");
    expect([said(), pool.updates.length]).toEqual([attached, 1]);
  });

  test("is refused as well where somebody has detached the former one by command", async () => {
    await ask("Create", properties());
    await tables.put("TenantsTable", { ...((await record()) as Json), placed: {}, displaced: {} });
    pool.change({ LambdaConfig: { PreSignUp: gate } });
    expect(await ask("Update", other, properties())).toBe("FAILED");
    expect(await ask("Update", properties(), other)).toBe("SUCCESS");
  });
});

describe("an attachment of operators", () => {
  test("is refused by a deployment that would attach as well, whose roll-back leaves it", async () => {
    await ask("Create", properties());
    await takeOver();
    const attached = said();
    expect(await ask("Create", properties())).toBe("FAILED");
    expect(fn.log().at(-1)).toMatchObject({
      error: { message: expect.stringContaining(`${POOL_ID} is attached by pool:attach: `) },
    });
    expect(await ask("Delete", properties())).toBe("SUCCESS");
    expect([said(), pool.updates.length]).toEqual([attached, 1]);
  });

  test("that they have taken over outlasts updates of the stack and the end of its own", async () => {
    await ask("Create", properties());
    await takeOver();
    const attached = said();
    const { PreSignUp: _, ...fewer } = TRIGGERS;
    expect(await ask("Update", properties({ triggers: fewer }), properties())).toBe("SUCCESS");
    expect(await ask("Delete", properties())).toBe("SUCCESS");
    expect([said(), pool.updates.length]).toEqual([attached, 1]);
  });
});

test("a deployment attaches again after an attachment of its own has ended", async () => {
  await ask("Create", properties());
  await ask("Delete", properties());
  expect(await record()).toMatchObject({ managedBy: "operator", placed: {} });
  expect(await ask("Create", properties())).toBe("SUCCESS");
  expect(pool.told().LambdaConfig).toMatchObject(TRIGGERS);
});

test("an attachment to a pool that is gone ends", async () => {
  await ask("Create", properties());
  pool.remove();
  expect(await ask("Delete", properties())).toBe("SUCCESS");
});

test("what the stage says of the pool is compared, and a roll-back passes what is in the way since", async () => {
  const remembering = { ...properties(), stage: { rememberDevices: "ask" } };
  expect(await ask("Create", remembering)).toBe("FAILED");
  expect(await ask("Create", properties())).toBe("SUCCESS");
  expect(await ask("Update", remembering, properties())).toBe("FAILED");
  pool.change({ UserPoolTier: "LITE" });
  expect(await ask("Update", properties(), properties())).toBe("SUCCESS");
  const { PreSignUp: _, ...fewer } = TRIGGERS;
  expect(await ask("Update", properties({ triggers: fewer }), properties())).toBe("FAILED");
});

describe("app clients that nobody has registered", () => {
  const till = {
    ClientId: "5tillclient0000000000000000",
    ClientName: "till",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "orders/read"],
  };
  const registered = {
    ...{ clientId: till.ClientId, name: "till", kind: "own", status: "registered", scopes: [] },
    ...{ managedBy: "operator", version: 1, changedBy: { kind: "command", id: "test" } },
    changedAt: "2026-01-01T00:00:00.000Z",
  };
  afterEach(() => tables.delete("TenantsTable", { id: `client#${till.ClientId}` }));

  test("stop a deployment that would limit them, and no other", async () => {
    pool.clients.push(till);
    const before = said();
    expect(await ask("Create", properties())).toBe("FAILED");
    const message = `${POOL_ID} is as it was: app clients that nobody has registered would lose scopes or tokens: ${till.ClientId} (till). Register them, for a deployment with poolAttachment=command before; or allow it by --limit-unregistered, or by unregisteredClients=limit in a deployment`;
    expect(answers.at(-1)?.Reason).toBe(message);
    expect(fn.log().at(-1)).toMatchObject({ error: { message } });
    expect([said(), pool.updates]).toEqual([before, []]);
    await tables.put("TenantsTable", { id: `client#${till.ClientId}`, ...registered });
    expect(await ask("Create", properties())).toBe("SUCCESS");
    await tables.delete("TenantsTable", { id: `client#${till.ClientId}` });
    // What they could lose, they have lost with the first attachment.
    expect(await ask("Update", properties(), properties())).toBe("SUCCESS");
  });

  test("are named in the events of the stack, as many as these take", async () => {
    const many = Array.from({ length: 30 }, (_, number) => ({
      ...till,
      ClientId: `${String(number).padStart(3, "0")}client00000000000000000000`,
      ClientName: `till ${number} `.padEnd(128, "x"),
    }));
    pool.clients.push(...many);
    expect(await ask("Create", properties())).toBe("FAILED");
    expect(answers.at(-1)?.Reason).toContain(`${many[9]?.ClientId} (${many[9]?.ClientName}) and 20 more. `);
    expect(answers.at(-1)?.Reason).toContain("unregisteredClients=limit");
    pool.change({ SchemaAttributes: [{ Name: "custom:role", AttributeDataType: "String" }] });
    pool.clients = many.map((client) => ({ ...client, WriteAttributes: ["custom:role"] }));
    expect(await ask("Create", properties())).toBe("FAILED");
    expect(answers.at(-1)?.Reason).toMatch(/may write custom:role: .*…$/);
    for (const answer of answers) expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(4_096);
  });

  describe("after an attachment", () => {
    const token = (LambdaVersion: string) =>
      properties({
        triggers: {
          ...TRIGGERS,
          PreTokenGenerationConfig: { ...(TRIGGERS.PreTokenGenerationConfig as Json), LambdaVersion },
        },
      });
    const night = {
      ClientId: "6nightclient000000000000000",
      ClientName: "night",
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["orders/read"],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    };

    test("stop an update that would take the tokens of machines, which names these alone", async () => {
      await ask("Create", properties({ unregisteredClients: "limit" }));
      pool.clients.push(till, night);
      expect(await ask("Update", token("V3_0"), token("V2_0"))).toBe("FAILED");
      expect(answers.at(-1)?.Reason).toContain(`: ${night.ClientId} (night). `);
      expect(await ask("Update", token("V2_0"), token("V3_0"))).toBe("SUCCESS");
      expect(pool.updates).toHaveLength(1);
    });

    test("do not stop a roll-back that finds the token trigger removed", async () => {
      await ask("Create", properties());
      pool.clients.push(till);
      const {
        PreTokenGeneration: _,
        PreTokenGenerationConfig: __,
        ...others
      } = pool.told().LambdaConfig as Json;
      pool.change({ LambdaConfig: others });
      expect(await ask("Update", properties(), properties({ replace: [] }))).toBe("SUCCESS");
      expect(pool.told().LambdaConfig).toMatchObject(TRIGGERS);
    });

    test("stop an update where somebody has detached the pool", async () => {
      await ask("Create", properties());
      await tables.put("TenantsTable", { ...((await record()) as Json), placed: {}, displaced: {} });
      pool.change({ LambdaConfig: { PreSignUp: gate } });
      pool.clients.push(till);
      expect(await ask("Update", properties(), properties())).toBe("FAILED");
      expect(pool.told().LambdaConfig).toEqual({ PreSignUp: gate });
    });
  });

  test("are limited where the stage says so", async () => {
    pool.clients.push(till);
    expect(await ask("Create", properties({ unregisteredClients: "limit" }))).toBe("SUCCESS");
    expect(pool.told().LambdaConfig).toMatchObject(TRIGGERS);
  });
});

test("properties of another form are a fault, which the log alone tells", async () => {
  expect(await ask("Create", { pool: POOL_ID })).toBe("FAILED");
  expect(answers.at(-1)?.Reason).toBe("This could not be done. The log of the function says why");
  expect(fn.log()).toMatchObject([{ error: { message: "an attachment names a pool and triggers" } }]);
  expect(pool.operations).toEqual([]);
});
