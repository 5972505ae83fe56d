import { readFileSync } from "node:fs";
import path from "node:path";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { withKmsKeys } from "../../infra/kms-keys";
import { readKmsKeys } from "../../infra/parameters/kms-keys";
import { WholeTemplatePlugin } from "../../infra/plugins";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";

const KEY = EVERYTHING_ON.kmsKeys;
const ACCOUNT = "123456789012";
const REGION = "eu-central-1";

const keyOf = (kind: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${kind}`;
const OF_EACH_KIND = Object.fromEntries(
  ["pool", "tables", "files", "events", "secrets", "logs"].map((kind) => [kind, keyOf(kind)]),
);

let prod: Template;
let full: Template;

beforeAll(async () => {
  prod = readTemplate(await packageService("--stage", "prod"));
  full = readTemplate(await packageService("--stage", "full", ...asArguments(EVERYTHING_ON)));
});

const typed = ({ Resources }: Template, type: string) =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** The log groups into which Cognito writes. */
const ofCognito = (template: Template): readonly string[] =>
  typed(template, "AWS::Cognito::LogDeliveryConfiguration").flatMap(([, { Properties }]) =>
    (Properties.LogConfigurations as { CloudWatchLogsConfiguration: { LogGroupArn: GetAtt } }[]).map(
      ({ CloudWatchLogsConfiguration: { LogGroupArn } }) => LogGroupArn["Fn::GetAtt"][0],
    ),
  );
type GetAtt = { "Fn::GetAtt": [string, string] };

test("one key stands for everything that the stack keeps", () => {
  expect(readKmsKeys(KEY)).toEqual({
    pool: KEY,
    tables: KEY,
    files: KEY,
    events: KEY,
    secrets: KEY,
    logs: KEY,
  });
});

test.each([
  ["an alias", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/mine`],
  ["an id", "1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d"],
  ["a kind that there is not", { queues: KEY }],
  ["an object without any", {}],
  ["an alias among keys", { pool: KEY, tables: "alias/mine" }],
])("%s is no key", (_, written) => {
  expect(() => readKmsKeys(written)).toThrow(
    "allowed: the ARN of a key of KMS, or an object of such ARNs by what they encrypt: pool, tables, files, events, secrets, logs",
  );
});

test("a key of another Region stops packaging", () => {
  const provider = { stage: "prod", region: "us-east-1", compiledCloudFormationTemplate: {} };
  const custom = { rollout: "off", kmsKeys: { tables: KEY }, webClients: {} };
  const { hooks } = new WholeTemplatePlugin({
    service: { service: "cognito-triggers", custom, provider },
    classes: { Error },
  });
  expect(() => Object.values(hooks)[0]?.()).toThrow(
    `kmsKeys names keys outside the stage's Region, us-east-1: ${KEY}`,
  );
});

describe("what the stack keeps", () => {
  /** The properties by which CloudFormation gives a resource a key. It changes each of them in place. */
  const BY_KEY: Readonly<Record<string, readonly string[]>> = {
    "AWS::Cognito::UserPool": ["KeyConfiguration"],
    "AWS::DynamoDB::Table": ["SSESpecification"],
    "AWS::S3::Bucket": ["BucketEncryption"],
    "AWS::Events::EventBus": ["KmsKeyIdentifier"],
    "AWS::SQS::Queue": ["KmsMasterKeyId", "SqsManagedSseEnabled"],
    "AWS::SecretsManager::Secret": ["KmsKeyId"],
    "AWS::Logs::LogGroup": ["KmsKeyId"],
    "AWS::Lambda::Function": ["KmsKeyArn"],
    "AWS::IAM::Role": ["Policies"],
    "AWS::IAM::Policy": ["PolicyDocument"],
    "AWS::IAM::ManagedPolicy": ["PolicyDocument"],
  };

  const propertiesOf = (template: Template, id: string) => template.Resources[id]?.Properties ?? {};

  test("is encrypted by the key of its kind, wherever it is in the template", () => {
    const template = withKmsKeys(full as never, OF_EACH_KIND) as Template;
    const keyIn = (type: string) => (id: string) =>
      JSON.stringify(BY_KEY[type]?.map((property) => propertiesOf(template, id)[property]));
    const kinds = {
      "AWS::Cognito::UserPool": "pool",
      "AWS::DynamoDB::Table": "tables",
      "AWS::Events::EventBus": "events",
      "AWS::SQS::Queue": "events",
      "AWS::SecretsManager::Secret": "secrets",
      "AWS::Logs::LogGroup": "logs",
    };
    for (const [type, kind] of Object.entries(kinds)) {
      const ids = typed(template, type)
        .map(([id]) => id)
        .filter((id) => !ofCognito(template).includes(id));
      expect([type, ids.length > 0]).toEqual([type, true]);
      for (const id of ids) expect([id, keyIn(type)(id)]).toEqual([id, expect.stringContaining(keyOf(kind))]);
    }
    expect(keyIn("AWS::S3::Bucket")("FilesBucket")).toContain(keyOf("files"));
    expect(keyIn("AWS::S3::Bucket")("ServerlessDeploymentBucket")).not.toContain(":kms:");
    for (const [id, { Properties }] of typed(full, "AWS::Lambda::Function"))
      expect([id, Properties.KmsKeyArn]).toEqual([id, KEY]);
  });

  test("leaves the log that Cognito writes to the service's key: Cognito writes into none that has another", () => {
    expect(ofCognito(full)).toEqual(["MessagesLogGroup"]);
    for (const id of ofCognito(full)) expect(propertiesOf(full, id)).not.toHaveProperty("KmsKeyId");
  });

  test("has the services' keys by default", () => {
    expect(JSON.stringify(prod)).not.toContain(":kms:");
    expect(JSON.stringify(prod)).not.toMatch(/kms:\w/);
  });

  test("with one key of its own changes in that and in nothing else", () => {
    const { logs } = OF_EACH_KIND;
    const template = withKmsKeys(prod as never, { logs: logs as string }) as Template;
    const changed = Object.keys(prod.Resources).filter(
      (id) => JSON.stringify(template.Resources[id]) !== JSON.stringify(prod.Resources[id]),
    );
    expect(changed.sort()).toEqual(
      typed(prod, "AWS::Logs::LogGroup")
        .map(([id]) => id)
        .filter((id) => !ofCognito(prod).includes(id))
        .sort(),
    );
  });

  test("keeps its place on a live stage: the same resources, changed only by what is changed in place", async () => {
    const { kmsKeys, ...others } = EVERYTHING_ON;
    const before = readTemplate(await packageService("--stage", "full", ...asArguments(others)));
    expect(Object.keys(full.Resources).sort()).toEqual(Object.keys(before.Resources).sort());
    for (const [id, { Properties, ...attributes }] of Object.entries(before.Resources)) {
      const { Properties: after, ...attributesAfter } = full.Resources[id] ?? ({} as never);
      expect([id, attributesAfter]).toEqual([id, attributes]);
      const names = Object.keys({ ...Properties, ...after });
      const changed = names.filter(
        (name) => JSON.stringify(after?.[name]) !== JSON.stringify(Properties?.[name]),
      );
      // Where the code of a function is uploaded changes with each packaging.
      const inPlace = ["Code", ...(BY_KEY[attributes.Type] ?? [])];
      expect([id, changed.filter((name) => !inPlace.includes(name))]).toEqual([id, []]);
    }
  });
});

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
}
type Document = { readonly Version: string; readonly Statement: readonly Statement[] };

/** The template's references as they are in the account. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value as Record<string, unknown>;
  if (typeof Ref === "string") return nameOf(Ref);
  if (Array.isArray(attribute)) return arnOf(attribute[0]);
  if (typeof text === "string") return text.replaceAll(`\${AWS::Region}`, REGION);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolved(entry)]));
}
const nameOf = (id: string) => `cognito-triggers-full-${id}-1ABCDEF`;
const arnOf = (id: string) => {
  switch (full.Resources[id]?.Type) {
    case "AWS::S3::Bucket":
      return `arn:aws:s3:::${nameOf(id)}`;
    case "AWS::Cognito::UserPool":
      return `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_a1B2c3D4e`;
    case "AWS::SQS::Queue":
      return `arn:aws:sqs:${REGION}:${ACCOUNT}:${nameOf(id)}`;
    default:
      return `arn:aws:any:::${id}`;
  }
};

interface Asked {
  readonly action: string;
  /** A role, or a service that comes in its own name. */
  readonly principal: string;
  readonly context: Readonly<Record<string, string>>;
  readonly identity?: readonly Document[];
  readonly policy: Document;
}

/** The evaluator knows no keys of an encryption context. Those of tags are compared in the same way. */
const evaluated = <Part>(part: Part): Part =>
  JSON.parse(JSON.stringify(part).replaceAll("kms:EncryptionContext:", "aws:PrincipalTag/"));

async function isAllowed({ action, principal, context, identity = [], policy }: Asked): Promise<boolean> {
  const results = await runSimulation(
    evaluated({
      request: {
        action,
        principal,
        resource: { resource: KEY, accountId: ACCOUNT },
        contextVariables: context,
      },
      identityPolicies: identity.map((document, position) => ({ name: String(position), policy: document })),
      resourcePolicy: policy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }),
    {},
  );
  if (results.resultType !== "single") throw new Error(JSON.stringify(results).slice(0, 500));
  return results.overallResult === "Allowed";
}

const ROOT: Document = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ["kms:*"],
      Resource: "*",
    } as Statement,
  ],
};

const through = (service: string) => ({
  "kms:ViaService": `${service}.${REGION}.amazonaws.com`,
  "kms:CallerAccount": ACCOUNT,
});
const via = (service: string, context: string, name: string) => ({
  ...through(service),
  [`kms:EncryptionContext:${context}`]: name,
});

describe("the role of a function", () => {
  /** What a role's own policies say, and those that are attached to it. */
  function documentsOf(role: string): readonly Document[] {
    const { Properties } = full.Resources[role] as { Properties: Record<string, unknown> };
    const attached = ((Properties.ManagedPolicyArns ?? []) as { Ref: string }[]).map(({ Ref }) => Ref);
    const besides = typed(full, "AWS::IAM::Policy")
      .filter(([, policy]) => JSON.stringify(policy.Properties.Roles).includes(`"${role}"`))
      .map(([id]) => id);
    return [
      ...((Properties.Policies ?? []) as { PolicyDocument: Document }[]).map(
        ({ PolicyDocument }) => PolicyDocument,
      ),
      ...[...attached, ...besides].map((id) => full.Resources[id]?.Properties.PolicyDocument as Document),
    ].filter((document) => document !== undefined);
  }
  const allows = (documents: readonly Document[], service: string, id: string) =>
    documents
      .flatMap(({ Statement }) => Statement)
      .some(
        ({ Action, Resource }) =>
          Action.some((action) => action.startsWith(`${service}:`)) &&
          new RegExp(`\\b${id}\\b`).test(JSON.stringify(Resource)),
      );
  const rolesOfFunctions = () =>
    typed(full, "AWS::Lambda::Function").map(
      ([, { Properties }]) => (Properties.Role as { "Fn::GetAtt": [string] })["Fn::GetAtt"][0],
    );

  /** What a service does with the key of a table or a pool, for a call in the name of a role. */
  const ACTIONS = {
    table: [
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    pool: [
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
  };

  test("uses the key for the tables and the pool that it may use, and for no other", async () => {
    const tables = typed(full, "AWS::DynamoDB::Table").map(([id]) => id);
    const wrong: string[] = [];
    let used = 0;
    for (const role of rolesOfFunctions()) {
      const documents = documentsOf(role);
      const identity = documents.map((document) => {
        const { Version, Statement } = resolved(document) as Document;
        return {
          Version,
          Statement: Statement.filter(({ Action }) => JSON.stringify(Action).includes("kms:")),
        };
      });
      const asked = { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/function`, policy: ROOT };
      const mayUse = (context: Asked["context"], action = "kms:Decrypt") =>
        isAllowed({
          ...asked,
          action,
          context,
          identity: identity.filter(({ Statement }) => Statement.length > 0),
        });
      for (const table of tables) {
        const name = via("dynamodb", "aws:dynamodb:tableName", nameOf(table));
        const isTheirs = allows(documents, "dynamodb", table);
        if (isTheirs) used += 1;
        for (const action of ACTIONS.table)
          if ((await mayUse(name, action)) !== isTheirs) wrong.push(`${role} ${table} ${action}`);
      }
      const pool = via("cognito-idp", "aws:cognito-idp:userpool-arn", arnOf("CognitoUserPoolUsers"));
      const isPools = allows(documents, "cognito-idp", "CognitoUserPoolUsers");
      for (const action of ACTIONS.pool)
        if ((await mayUse(pool, action)) !== isPools) wrong.push(`${role} pool ${action}`);
      // Looking at the key is about no table and no pool, so no name comes with it.
      const isAnyTables = tables.some((table) => allows(documents, "dynamodb", table));
      if ((await mayUse(through("dynamodb"), "kms:DescribeKey")) !== isAnyTables)
        wrong.push(`${role} looking at the key of tables`);
      if ((await mayUse(through("cognito-idp"), "kms:DescribeKey")) !== isPools)
        wrong.push(`${role} looking at the key of the pool`);
      // Not by itself, and not through another service.
      if (await mayUse({ "kms:CallerAccount": ACCOUNT })) wrong.push(`${role} directly`);
      if (await mayUse(via("ssm", "aws:dynamodb:tableName", nameOf(tables[0] as string))))
        wrong.push(`${role} elsewhere`);
    }
    expect(wrong).toEqual([]);
    expect(used).toBeGreaterThan(40);
  });

  test("that writes dead letters encrypts them, and people read and write the files that they may", async () => {
    const mayUse = (role: string, action: string, context: Asked["context"]) =>
      isAllowed({
        action,
        context,
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/session`,
        policy: ROOT,
        identity: documentsOf(role)
          .map((document) => resolved(document) as Document)
          .map(({ Version, Statement }) => ({
            Version,
            Statement: Statement.filter(({ Action }) => JSON.stringify(Action).includes("kms:")),
          }))
          .filter(({ Statement }) => Statement.length > 0),
      });
    const letters = via("sqs", "aws:sqs:arn", arnOf("DomainEventsDeadLetters"));
    const files = via("s3", "aws:s3:arn", arnOf("FilesBucket"));
    expect(await mayUse("DomainEventsRole", "kms:GenerateDataKey", letters)).toBe(true);
    expect(await mayUse("DomainEventsRole", "kms:Decrypt", letters)).toBe(true);
    expect(await mayUse("ApiAuthRole", "kms:GenerateDataKey", letters)).toBe(false);
    expect(await mayUse("SignedInRole", "kms:GenerateDataKey", files)).toBe(true);
    expect(await mayUse("SignedInRole", "kms:Decrypt", files)).toBe(true);
    expect(await mayUse("GuestsRole", "kms:Decrypt", files)).toBe(true);
    expect(await mayUse("GuestsRole", "kms:GenerateDataKey", files)).toBe(false);
  });
});

describe("the policy of the key in the guide", () => {
  const page = readFileSync(path.join(__dirname, "../../docs/encryption.md"), "utf8");
  const [, , text = ""] = /## The policy of the key([\s\S]*?)```json\n([\s\S]*?)```/.exec(page) ?? [];
  const policy: Document = JSON.parse(text);
  const pool = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_a1B2c3D4e`;
  const fromPool = { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": pool };
  const ofPool = { "kms:EncryptionContext:aws:cognito-idp:userpool-arn": pool };
  const logs = (group: string) => ({
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`,
  });
  const bus = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/cognito-triggers-prod`;
  const ofBus = { "aws:SourceArn": bus, "kms:EncryptionContext:aws:events:event-bus:arn": bus };
  const deliveries = {
    "kms:EncryptionContext:SourceArn": `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/vendedlogs/x`,
  };
  const role = `arn:aws:sts::${ACCOUNT}:assumed-role/PreTokenGenerationRole/function`;
  const table = (name: string) => via("dynamodb", "aws:dynamodb:tableName", name);
  const queue = (name: string) => via("sqs", "aws:sqs:arn", `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`);

  test.each<[string, string, string, Asked["context"]]>([
    ["Cognito", "cognito-idp.amazonaws.com", "kms:Decrypt", { ...fromPool, ...ofPool }],
    [
      "Cognito's store",
      "identitystore.amazonaws.com",
      "kms:GenerateDataKeyWithoutPlaintext",
      { ...fromPool, ...ofPool },
    ],
    ["Cognito, looking", "cognito-idp.amazonaws.com", "kms:DescribeKey", fromPool],
    ["Cognito's log", "cognito-idp.amazonaws.com", "kms:GenerateDataKey", deliveries],
    ["log delivery", "delivery.logs.amazonaws.com", "kms:Decrypt", deliveries],
    [
      "a function's log",
      `logs.${REGION}.amazonaws.com`,
      "kms:GenerateDataKey",
      logs("/aws/lambda/cognito-triggers-prod-api-auth"),
    ],
    [
      "the API's log",
      `logs.${REGION}.amazonaws.com`,
      "kms:Encrypt",
      logs("/aws/http-api/cognito-triggers-prod"),
    ],
    ["the bus", "events.amazonaws.com", "kms:GenerateDataKey", ofBus],
    ["the bus, looking", "events.amazonaws.com", "kms:DescribeKey", {}],
    [
      "a role before it has been updated",
      role,
      "kms:Decrypt",
      table("cognito-triggers-prod-PeopleTable-1A2B"),
    ],
    [
      "a dead letter before the role has been updated",
      role,
      "kms:GenerateDataKey",
      queue("cognito-triggers-prod-DomainEventsDeadLetters-1A2B"),
    ],
    [
      "an administrator's call",
      role,
      "kms:Decrypt",
      via("cognito-idp", "aws:cognito-idp:userpool-arn", pool),
    ],
  ])("lets in %s", async (_, principal, action, context) => {
    expect(await isAllowed({ principal, action, context, policy })).toBe(true);
  });

  const elsewhere = ofPool["kms:EncryptionContext:aws:cognito-idp:userpool-arn"].replace(
    ACCOUNT,
    "999999999999",
  );
  test.each<[string, string, string, Asked["context"]]>([
    [
      "a pool of another account",
      "cognito-idp.amazonaws.com",
      "kms:Decrypt",
      {
        "aws:SourceAccount": "999999999999",
        "aws:SourceArn": elsewhere,
        "kms:EncryptionContext:aws:cognito-idp:userpool-arn": elsewhere,
      },
    ],
    [
      "the log of another stack",
      `logs.${REGION}.amazonaws.com`,
      "kms:Decrypt",
      logs("/aws/lambda/other-prod-x"),
    ],
    [
      "another bus",
      "events.amazonaws.com",
      "kms:Decrypt",
      { "aws:SourceArn": `${bus}2`, "kms:EncryptionContext:aws:events:event-bus:arn": `${bus}2` },
    ],
    ["a role that asks KMS itself", role, "kms:Decrypt", { "kms:CallerAccount": ACCOUNT }],
    ["a queue of another stack", role, "kms:GenerateDataKey", queue("other-prod-Queue-1A2B")],
    ["a table of another stack", role, "kms:Decrypt", table("other-prod-Table-1A2B")],
    [
      "a caller of another account",
      role.replace(ACCOUNT, "999999999999"),
      "kms:Decrypt",
      { ...table("cognito-triggers-prod-PeopleTable-1A2B"), "kms:CallerAccount": "999999999999" },
    ],
  ])("keeps out %s", async (_, principal, action, context) => {
    expect(await isAllowed({ principal, action, context, policy })).toBe(false);
  });

  test("speaks of every log group of the stage but the one that Cognito writes", () => {
    const groups = typed(prod, "AWS::Logs::LogGroup")
      .filter(([id]) => !ofCognito(prod).includes(id))
      .map(([, { Properties }]) => String(Properties.LogGroupName));
    const patterns = JSON.stringify(policy).match(/log-group:[^"]+/g) ?? [];
    const covered = (group: string) =>
      patterns.some((pattern) => `log-group:${group}`.startsWith(pattern.replace("*", "")));
    expect(groups.filter((group) => !covered(group))).toEqual([]);
  });

  test("has each statement under a kind of key in the guide, and those of log export under the pool's", () => {
    const [, , rows = ""] =
      /## The policy of the key([\s\S]*?)\| --- \| --- \|\n([\s\S]*?)\n\n/.exec(page) ?? [];
    const underKind = rows.split("\n").map((row) => {
      const [, kind = "", names = ""] = row.split("|");
      return { kind, names: names.match(/\w+/g) ?? [] };
    });
    const sids = policy.Statement.map(({ Sid }) => Sid as string);
    expect(underKind.flatMap(({ names }) => names).sort()).toEqual([...sids].sort());
    const ofPool = underKind.find(({ kind }) => kind.includes("`pool`"))?.names;
    expect(ofPool).toEqual(sids.filter((sid) => sid.startsWith("Cognito")));
    const [delivery] = policy.Statement.filter((statement) =>
      JSON.stringify(statement).includes("delivery.logs.amazonaws.com"),
    );
    expect(ofPool).toContain(delivery?.Sid);
  });

  test("and what the guide gives to whoever receives dead letters lets them read these alone", async () => {
    const [, , given = ""] = /### Roles of your own([\s\S]*?)```json\n([\s\S]*?)```/.exec(page) ?? [];
    const letters = `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`;
    const Statement = [
      JSON.parse(given.replace("<the key of events>", KEY).replace("<the ARN of the queue>", letters)),
    ];
    const mayUse = (action: string, context: Asked["context"]) =>
      isAllowed({
        action,
        context,
        principal: role,
        policy: ROOT,
        identity: [{ Version: "2012-10-17", Statement }],
      });
    expect(await mayUse("kms:Decrypt", via("sqs", "aws:sqs:arn", letters))).toBe(true);
    expect(await mayUse("kms:GenerateDataKey", via("sqs", "aws:sqs:arn", letters))).toBe(false);
    expect(await mayUse("kms:Decrypt", via("sqs", "aws:sqs:arn", `${letters}2`))).toBe(false);
    expect(await mayUse("kms:Decrypt", table("cognito-triggers-prod-PeopleTable-1A2B"))).toBe(false);
  });
});
