import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { suiteTriggers } from "../../../commands/pool/suite-triggers";
import { describedPool } from "../../../shared/aws/described-pool";
import { type AttachmentPorts, attachPool, surveyPool } from "../../../shared/pool-attachment/attach";
import { attachmentsTable } from "../../../shared/pool-attachment/attachments-table";
import { clientsTable } from "../../../shared/tenants/clients-table";
import { crashAtCall } from "../../commands/harness/crash-at-call";
import { functionOfOthers, POOL_ID, poolShape, poolShapes, stageOf } from "../../harness/pool-shapes";
import { type StrictPool, startStrictPool } from "../../harness/strict-pool";
import { startTables, type Tables } from "../../harness/tables";

type Json = Record<string, unknown>;

const PARAMETERS = { preTokenGeneration: "V2_0", providerClaims: "mapped", rollout: "off" };
const SUITE = suiteTriggers("dev", poolShape().Arn, PARAMETERS);
const ALL = [...Object.keys(SUITE), "PreTokenGeneration"];
const context = {
  now: new Date("2026-05-01T12:00:00Z"),
  by: { kind: "command", id: "pool:attach" },
  signal: new AbortController().signal,
} as const;

/** Of a client that loses nothing by an attachment. */
const ONLY_REFRESHES = { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] };

let tables: Tables;
let pool: StrictPool;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
afterEach(async () => {
  client.destroy();
  await pool.stop();
  await tables.delete("TenantsTable", { id: `pool#${POOL_ID}` });
});

async function start(shape: Json): Promise<AttachmentPorts> {
  pool = await startStrictPool(shape);
  client = new CognitoIdentityProviderClient({
    endpoint: pool.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    pool: describedPool(client, POOL_ID),
    attachments: attachmentsTable(tables.client, "TenantsTable"),
    clients: clientsTable(tables.client, "TenantsTable"),
  };
}

const attach = (
  ports: AttachmentPorts,
  replace: readonly string[] = ALL,
  suite = SUITE,
  changes: Json = {},
) => {
  const stage = { ...stageOf(pool.told()), ...changes };
  return attachPool(ports, POOL_ID, { suite, aim: "attach", replace, stage }, context);
};
const detach = (ports: AttachmentPorts) =>
  attachPool(ports, POOL_ID, { suite: SUITE, aim: "detach", replace: [], stage: {} }, context);

/** All that a pool says of itself, but when it was changed. */
const said = ({ LastModifiedDate: _, ...rest }: Json = pool.told()) => rest;

/** The pool with the suite's triggers in place of what was there. */
function withSuite(shape: Json): Json {
  const { PreTokenGeneration: _, ...others } = (shape.LambdaConfig ?? {}) as Json;
  const { LambdaArn } = SUITE.PreTokenGenerationConfig as Json;
  return { ...shape, LambdaConfig: { ...others, ...SUITE, PreTokenGeneration: LambdaArn } };
}

describe.each(poolShapes().map((shape, number) => [number + 1, shape] as const))("pool %i", (_, shape) => {
  test("gets the triggers, loses nothing, and is as it was after a detachment", async () => {
    const ports = await start(shape);
    const before = said();
    expect(await attach(ports)).toMatchObject({ kind: "done", lost: [] });
    expect(said()).toEqual(withSuite(before));
    expect(await attach(ports, [])).toMatchObject({ kind: "unchanged" });
    expect(pool.updates).toHaveLength(1);
    expect(await detach(ports)).toMatchObject({ kind: "done", lost: [] });
    expect(said()).toEqual({ ...before, LambdaConfig: before.LambdaConfig ?? {} });
    expect(await detach(ports)).toMatchObject({ kind: "unchanged" });
  });
});

test("the shapes are no two alike", () => {
  const texts = poolShapes().map((shape) => JSON.stringify(shape));
  expect(new Set(texts).size).toBe(texts.length);
});

describe("an interruption", () => {
  const shape = poolShapes()[10] as Json;

  test("at any call is taken up by the next attachment, and by the next detachment", async () => {
    for (let call = 1, crashed = true; crashed; call += 1) {
      const ports = await start(shape);
      const before = said();
      crashed = await attach(crashAtCall(call, { ...ports })).then(
        () => false,
        () => true,
      );
      expect(["done", "unchanged"]).toContain((await attach(ports)).kind);
      expect(said()).toEqual(withSuite(before));
      await detach(crashAtCall(call, { ...ports })).catch(() => {});
      expect(["done", "unchanged"]).toContain((await detach(ports)).kind);
      expect(said()).toEqual(before);
      expect(await tables.get("TenantsTable", { id: `pool#${POOL_ID}` })).toMatchObject({
        placed: {},
        displaced: {},
      });
      if (!crashed) expect(call).toBeGreaterThan(8);
      client.destroy();
      await pool.stop();
      await tables.delete("TenantsTable", { id: `pool#${POOL_ID}` });
    }
    await start(shape);
  });

  test("of an attachment can be followed by a detachment at once", async () => {
    for (let call = 1, crashed = true; crashed; call += 1) {
      const ports = await start(shape);
      const before = said();
      crashed = await attach(crashAtCall(call, { ...ports })).then(
        () => false,
        () => true,
      );
      await detach(ports);
      expect(said()).toEqual(before);
      client.destroy();
      await pool.stop();
      await tables.delete("TenantsTable", { id: `pool#${POOL_ID}` });
    }
    await start(shape);
  });
});

describe("an occupied trigger", () => {
  const shape = poolShape({
    LambdaConfig: { PreSignUp: functionOfOthers("gate"), CustomMessage: functionOfOthers("mail") },
  });

  test("is left alone without consent, and so is everything else", async () => {
    const ports = await start(shape);
    expect(await attach(ports, ["PreSignUp"])).toMatchObject({
      kind: "refused",
      survey: {
        obstacles: [
          `CustomMessage is occupied by ${functionOfOthers("mail")}: --replace CustomMessage takes it, or replaceTriggers in a deployment`,
        ],
      },
    });
    expect(pool.updates).toEqual([]);
    expect(await tables.get("TenantsTable", { id: `pool#${POOL_ID}` })).toBeUndefined();
  });

  test("that somebody has taken back since needs consent again, and stays theirs at a detachment", async () => {
    const ports = await start(shape);
    await attach(ports);
    const later = { ...(pool.told().LambdaConfig as Json), CustomMessage: functionOfOthers("new-mail") };
    pool.change({ LambdaConfig: later });
    expect(await attach(ports, [])).toMatchObject({ kind: "refused" });
    await detach(ports);
    expect(pool.told().LambdaConfig).toEqual({
      PreSignUp: functionOfOthers("gate"),
      CustomMessage: functionOfOthers("new-mail"),
    });
  });

  test("is put back when the stage has no function for it any more", async () => {
    const InboundFederation = { LambdaArn: functionOfOthers("federation"), LambdaVersion: "V1_0" };
    const ports = await start(poolShape({ LambdaConfig: { InboundFederation } }));
    const before = said();
    await attach(ports);
    const { InboundFederation: ours, ...smaller } = SUITE;
    expect(pool.told().LambdaConfig).toMatchObject({ InboundFederation: ours });
    expect(await attach(ports, [], smaller)).toMatchObject({ kind: "done", lost: [] });
    expect(pool.told().LambdaConfig).toMatchObject({ InboundFederation });
    await detach(ports);
    expect(said()).toEqual(before);
  });

  test("of another version of the suite's own function is changed without asking", async () => {
    const ports = await start(poolShape({ LambdaConfig: { PreSignUp: `${SUITE.PreSignUp}:7` } }));
    expect(await attach(ports, [])).toMatchObject({ kind: "done" });
    expect(pool.told().LambdaConfig).toMatchObject({ PreSignUp: SUITE.PreSignUp });
    await detach(ports);
    expect(pool.told().LambdaConfig).toEqual({});
  });
});

describe("somebody else who changes the pool", () => {
  test("before the update is noticed, and their change stays", async () => {
    const ports = await start(poolShape());
    pool.before = (operation) => {
      if (operation === "GetUserPoolMfaConfig" && pool.updates.length === 0 && !("Late" in pool.told()))
        pool.change({ Late: "yes", MfaConfiguration: "OPTIONAL" });
    };
    expect(await attach(ports)).toMatchObject({ kind: "done", lost: [] });
    expect(pool.told()).toMatchObject({ Late: "yes", MfaConfiguration: "OPTIONAL" });
  });

  test("after the update is told by the names of the settings", async () => {
    const ports = await start(poolShape());
    pool.before = (operation) => {
      if (operation === "DescribeUserPool" && pool.updates.length === 1 && pool.told().Late === undefined)
        pool.change({ Late: "yes", DeletionProtection: "INACTIVE" });
    };
    expect(await attach(ports)).toMatchObject({ kind: "done", lost: ["DeletionProtection", "Late"] });
  });

  test("all the time gives way to nobody", async () => {
    const ports = await start(poolShape());
    let times = 0;
    pool.before = (operation) => {
      times += 1;
      if (operation === "GetUserPoolMfaConfig") pool.change({ Times: times });
    };
    expect(await attach(ports)).toEqual({ kind: "stale" });
    expect(pool.updates).toEqual([]);
  });

  test("at the very moment of the update makes it look again", async () => {
    const ports = await start(poolShape());
    let times = 0;
    pool.before = (operation) => {
      if (operation !== "UpdateUserPool") return;
      times += 1;
      if (times === 1) throw Object.assign(new Error("busy"), { type: "ConcurrentModificationException" });
    };
    expect(await attach(ports)).toMatchObject({ kind: "done", lost: [] });
  });
});

test("kinds of second factors that are others after the update are told", async () => {
  const ports = await start(poolShape());
  pool.before = (operation) => {
    if (operation === "UpdateUserPool") pool.factors = { MfaConfiguration: "OFF" };
  };
  pool.factors = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };
  expect(await attach(ports)).toMatchObject({ kind: "done", lost: ["the kinds of second factors"] });
});

test.each<[string, Json]>([
  ["SmsConfiguration", { SmsConfiguration: { ExternalId: "1" } }],
  ["EmailConfiguration", { EmailConfiguration: { EmailSendingAccount: "DEVELOPER", From: "a@b.example" } }],
  [
    "LambdaConfig.KMSKeyID",
    { LambdaConfig: { CustomSMSSender: { LambdaArn: functionOfOthers("sms"), LambdaVersion: "V1_0" } } },
  ],
  [
    "EmailVerificationMessage",
    { EmailVerificationMessage: "a {####}", VerificationMessageTemplate: { EmailMessage: "b {####}" } },
  ],
])("what Cognito would not take back is refused by name: %s", async (setting, changes) => {
  const ports = await start(poolShape(changes));
  expect(await attach(ports)).toMatchObject({
    kind: "refused",
    survey: { obstacles: [expect.stringMatching(new RegExp(`^${setting}: `))] },
  });
  expect(pool.updates).toEqual([]);
});

describe("attributes that decide about the tenant", () => {
  const SchemaAttributes = [{ Name: "custom:tenant_id", AttributeDataType: "String" }];

  test("are refused where a client or a provider could write them", async () => {
    const ports = await start(poolShape({ SchemaAttributes }));
    pool.clients = [
      { ClientId: "1web", WriteAttributes: ["email", "custom:tenant_id"], ...ONLY_REFRESHES },
      { ClientId: "2plain", ...ONLY_REFRESHES },
    ];
    pool.providers = [{ ProviderName: "Okta", AttributeMapping: { "custom:tenant_id": "org" } }];
    expect(await attach(ports)).toMatchObject({
      kind: "refused",
      survey: {
        obstacles: [
          "the client 1web may write custom:tenant_id: take it out of its WriteAttributes",
          "the provider Okta fills custom:tenant_id: take it out of its AttributeMapping",
        ],
      },
    });
    expect(await detach(ports)).toMatchObject({ kind: "unchanged" });
  });

  test("are fine where only administrators write them", async () => {
    const ports = await start(poolShape({ SchemaAttributes }));
    pool.clients = [{ ClientId: "1web", WriteAttributes: ["email"], ...ONLY_REFRESHES }];
    expect(await attach(ports)).toMatchObject({ kind: "done" });
  });
});

describe("what a stage takes the pool to be", () => {
  const SignInPolicy = { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] };
  const Policies = { ...(poolShape().Policies as Json), SignInPolicy };
  const devices = (DeviceOnlyRememberedOnUserPrompt: boolean, ChallengeRequiredOnNewDevice = false) => ({
    DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt, ChallengeRequiredOnNewDevice },
  });

  test.each<[string, Json, Json]>([
    [
      "DeviceConfiguration says always, and the stage's parameter rememberDevices says off",
      devices(false),
      { rememberDevices: "off" },
    ],
    [
      "DeviceConfiguration says ask, and the stage's parameter rememberDevices says always",
      devices(true),
      { rememberDevices: "always" },
    ],
    [
      "DeviceConfiguration says off, and the stage's parameter rememberDevices says ask",
      {},
      { rememberDevices: "ask" },
    ],
    [
      "DeviceConfiguration.ChallengeRequiredOnNewDevice says on, and the stage's parameter deviceMfa says off",
      devices(true, true),
      { deviceMfa: "off" },
    ],
    [
      "AllowedFirstAuthFactors says no passkeys, and the stage's parameter passwordless says passkeys",
      {},
      { passwordless: "passkey" },
    ],
    [
      "AllowedFirstAuthFactors says passkeys, and the stage's parameter passwordless says no passkeys",
      { Policies },
      { passwordless: "email-code" },
    ],
    [
      "WebAuthnConfiguration.RelyingPartyId says orders.example, and the stage's parameter passkeyDomain says example.com",
      { Policies },
      { passkeyDomain: "example.com" },
    ],
    [
      "WebAuthnConfiguration.FactorConfiguration says off, and the stage's parameter passkeyMfa says on",
      { Policies },
      { passkeyMfa: "on" },
    ],
    [
      "IssuerConfiguration says updated, and the stage's parameter issuer says original: the API of the stage would refuse every token of this pool. Deploy the stage with issuer=updated",
      { IssuerConfiguration: { Type: "UPDATED" } },
      { issuer: "original" },
    ],
    [
      "IssuerConfiguration says original, and the stage's parameter issuer says updated: the API of the stage would refuse every token of this pool. Deploy the stage with issuer=original",
      {},
      { issuer: "updated" },
    ],
  ])("is in the way where it is something else: %s", async (obstacle, changes, parameters) => {
    const ports = await start(poolShape(changes));
    expect(await attach(ports, ALL, SUITE, parameters)).toMatchObject({
      kind: "refused",
      survey: { obstacles: [obstacle] },
    });
    expect(pool.updates).toEqual([]);
    expect(await detach(ports)).toMatchObject({ kind: "unchanged" });
  });

  test("is told where nobody leaves anything in an account of somebody else", async () => {
    const ports = await start(poolShape({ MfaConfiguration: "ON" }));
    const stage = { ...stageOf(pool.told()), mfa: "optional", passwordless: "email-code" };
    const wanted = { suite: SUITE, aim: "attach", replace: [], stage } as const;
    expect(await surveyPool(ports, POOL_ID, wanted, context.signal)).toMatchObject({
      obstacles: [],
      differences: [
        "MfaConfiguration says required, and the stage's parameter mfa says optional",
        "AllowedFirstAuthFactors says no codes, and the stage's parameter passwordless says codes",
      ],
    });
  });
});

test("a pool of the tier LITE is refused", async () => {
  const ports = await start(poolShape({ UserPoolTier: "LITE" }));
  expect(await attach(ports)).toMatchObject({
    kind: "refused",
    survey: { obstacles: [expect.stringMatching(/^UserPoolTier is LITE, /)] },
  });
  expect(pool.updates).toEqual([]);
});

describe("a pool that is gone", () => {
  test("is detached without anything to do, and is attached no more", async () => {
    const ports = await start(poolShape());
    await attach(ports);
    pool.remove();
    expect(await detach(ports)).toMatchObject({ kind: "unchanged" });
    expect(await tables.get("TenantsTable", { id: `pool#${POOL_ID}` })).toMatchObject({ placed: {} });
    expect(
      await attachPool(ports, POOL_ID, { suite: SUITE, aim: "attach", replace: [], stage: {} }, context),
    ).toMatchObject({
      kind: "refused",
      survey: { obstacles: [`there is no user pool ${POOL_ID}`] },
    });
  });
});

describe("clients and providers", () => {
  const shape = poolShape({ SchemaAttributes: [{ Name: "custom:role", AttributeDataType: "String" }] });

  test("are asked for once in an attachment, however often it looks", async () => {
    const ports = await start(shape);
    pool.clients = Array.from({ length: 12 }, (_, number) => ({
      ClientId: `client${number}`,
      ...ONLY_REFRESHES,
    }));
    pool.providers = [{ ProviderName: "Okta" }];
    pool.before = (operation) => {
      if (operation === "GetUserPoolMfaConfig") pool.change({ Times: pool.operations.length });
    };
    expect(await attach(ports)).toEqual({ kind: "stale" });
    const asked = pool.operations.filter((operation) => /Client|Provider/.test(operation));
    expect(asked.sort()).toEqual([
      "DescribeIdentityProvider",
      ...Array(12).fill("DescribeUserPoolClient"),
      "ListIdentityProviders",
      "ListUserPoolClients",
    ]);
  });

  test.each(["ListUserPoolClients", "ListIdentityProviders"])(
    "are not waited for after the deadline: %s",
    async (slow) => {
      const ports = await start(shape);
      const deadline = new AbortController();
      pool.before = (operation) => {
        if (operation === slow) deadline.abort();
      };
      const wanted = { suite: SUITE, aim: "attach", replace: [], stage: {} } as const;
      await expect(surveyPool(ports, POOL_ID, wanted, deadline.signal)).rejects.toThrow("aborted");
      expect(pool.operations.at(-1)).toBe(slow);
    },
  );
});
