import type { Simulation } from "@cloud-copilot/iam-simulate";
import { simulator } from "../../local/identity/policies/simulator";
import { readState } from "../../local/stack/packaged-folder";
import { Resolver } from "../../local/stack/template";
import { readTemplate, type Template } from "../harness/packaged-service";
import { CHECKED_STAGES, packageService } from "./packaged-stages";

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Condition;
}

interface Placed extends Statement {
  /** The logical id of the resource that has it. */
  readonly id: string;
}

interface Permission {
  readonly Principal: string;
  readonly SourceArn?: string;
}

const ACCOUNT = "123456789012";

const KEY_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};

/** Why these are allowed for every resource, though AWS knows resources of theirs. */
const FOR_EVERY_RESOURCE: Readonly<Record<string, string>> = {
  "cloudwatch:GetMetricData":
    "metrics are none: the only resource that AWS knows is a data set of OpenTelemetry",
  "sns:Publish": "a telephone number is none, and a Deny beside it takes away the topics",
};

/** Why these name a resource, though AWS knows none of theirs. */
const FOR_NO_RESOURCE: Readonly<Record<string, string>> = {
  "dynamodb:ListStreams": "Lambda wants it of each stream that it is to read, and nobody calls it",
};

/** It knows no keys of an encryption context. kms-keys.test.ts tries what they narrow. */
const UNKNOWN_TO_EVALUATOR = "kms:EncryptionContext:";

const listed = (value: string | readonly string[] = []): readonly string[] => [value].flat();
const isService = (principal: unknown): boolean =>
  typeof principal === "object" && principal !== null && "Service" in principal;

/** Whatever has a list of statements: policies of roles, of buckets and of queues, and who may take on a role. */
function statementsIn(value: unknown): readonly Statement[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "Statement" && Array.isArray(entry) ? (entry as Statement[]) : statementsIn(entry),
  );
}

/** The statements and permissions of a template, with every reference resolved. */
function policiesIn(folder: string) {
  const template: Template = readTemplate(folder);
  const resolver = new Resolver(template, { ...readState(folder), accountId: ACCOUNT }, "policies");
  const statements: Placed[] = [];
  const permissions: Permission[] = [];
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type === "AWS::Lambda::Permission") {
      const { Principal, SourceArn } = Properties;
      permissions.push(resolver.resolve({ Principal, SourceArn }, id) as Permission);
    }
    for (const statement of statementsIn(Properties))
      statements.push({ ...(resolver.resolve(statement, id) as Statement), id });
  }
  return { statements, permissions };
}

/** Asks for one action on one resource, as somebody who has no other permission than this statement. */
function asked(statement: Statement, action: string, resource: string): Simulation {
  const { Effect, Action, Resource, Condition = {} } = statement;
  const keys = Object.values(Condition).flatMap((compared) => Object.keys(compared));
  const policy = { Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] };
  return {
    request: {
      action,
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/role/session`,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: {
        "aws:PrincipalTag/tenant_id": "acme",
        "aws:PrincipalTag/sub": "ada",
        ...Object.fromEntries(keys.map((key) => [key, "asked"])),
      },
    },
    identityPolicies: [{ name: "policy", policy }],
    // A key leaves it to the account who may use it.
    ...(resource.startsWith("arn:aws:kms:") && { resourcePolicy: KEY_POLICY }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}

/** What is wrong with an action of a statement that allows it for a resource. */
async function faultsOf(statement: Placed, action: string, resource: string): Promise<readonly string[]> {
  const { runSimulation } = await simulator();
  const place = `${statement.id}: ${action} on ${resource}`;
  const results = await runSimulation(asked(statement, action, resource), {});
  if (results.resultType === "error") {
    const { message } = results.errors;
    return message === "must.use.wildcard" && action in FOR_NO_RESOURCE ? [] : [`${place}: ${message}`];
  }
  if (results.overallResult !== "Allowed") return [`${place}: ${results.overallResult}`];
  // Of an action that has no resources there is one answer; of any other there is one for each kind.
  if (resource === "*" && results.resultType === "wildcard" && !(action in FOR_EVERY_RESOURCE))
    return [`${place}: not narrowed to resources`];
  const answers = results.resultType === "single" ? [results.result] : results.results;
  const conditions = Object.values(statement.Condition ?? {}).flatMap((compared) => Object.keys(compared));
  return conditions
    .filter((key) => !key.startsWith(UNKNOWN_TO_EVALUATOR))
    .filter((key) => answers.every(({ ignoredContextKeys = [] }) => ignoredContextKeys.includes(key)))
    .map((key) => `${place}: no request has ${key}`);
}

describe.each(Object.entries(CHECKED_STAGES))("%s", (_, args) => {
  let policies: ReturnType<typeof policiesIn>;
  beforeAll(async () => {
    policies = policiesIn(await packageService(...args));
  });
  const allowed = () => policies.statements.filter(({ Effect }) => Effect === "Allow");

  test("every action that is allowed exists, and is about the resources that it is allowed for", async () => {
    const faults: string[] = [];
    let count = 0;
    for (const statement of allowed().filter(({ Principal }) => Principal === undefined))
      for (const action of listed(statement.Action))
        for (const resource of listed(statement.Resource)) {
          count++;
          faults.push(...(await faultsOf(statement, action, resource)));
        }
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(150);
  });

  test("actions are allowed by their names, and to nobody in general", () => {
    const general = allowed().filter(
      ({ Action, Principal }) =>
        Action === undefined || listed(Action).some((action) => action.includes("*")) || Principal === "*",
    );
    expect(general).toEqual([]);
  });

  test("a role is passed on by its name, to one service", () => {
    const passing = allowed().filter(({ Action }) => listed(Action).includes("iam:PassRole"));
    for (const { Resource, Condition } of passing) {
      for (const role of listed(Resource)) expect(role).toMatch(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/);
      expect(Condition?.StringEquals?.["iam:PassedToService"]).toMatch(/^[a-z-]+\.amazonaws\.com$/);
    }
  });

  test("a role is taken on by services, or by people of this identity pool", () => {
    const taken = allowed().filter(({ Principal }) => Principal !== undefined);
    expect(taken.length).toBeGreaterThan(15);
    for (const { Principal, Action, Condition } of taken)
      if (isService(Principal)) expect(Action).toBe("sts:AssumeRole");
      else {
        expect(Principal).toEqual({ Federated: "cognito-identity.amazonaws.com" });
        expect(Condition?.StringEquals).toHaveProperty(["cognito-identity.amazonaws.com:aud"]);
      }
  });

  // That is narrower than `SourceAccount` beside it would be: the account is a part of the ARN.
  test("a function is called for one pool or API of this account", () => {
    expect(policies.permissions.length).toBeGreaterThan(15);
    for (const { Principal, SourceArn } of policies.permissions) {
      const service = {
        "cognito-idp.amazonaws.com": "cognito-idp",
        "apigateway.amazonaws.com": "execute-api",
      }[Principal];
      expect(SourceArn).toMatch(
        new RegExp(`^arn:aws:${service}:[a-z0-9-]+:${ACCOUNT}:(userpool/)?[A-Za-z0-9_-]+`),
      );
    }
  });
});

test.each([
  ["dynamodb:GetItems", "arn:aws:dynamodb:eu-central-1:123456789012:table/people", "invalid.action"],
  ["dynamodb:PutItem", "arn:aws:sqs:eu-central-1:123456789012:letters", "no.resource.types"],
  ["dynamodb:GetItem", "*", "not narrowed"],
  ["xray:PutTraceSegments", "arn:aws:xray:eu-central-1:123456789012:group/one/two", "must.use.wildcard"],
])("the evaluator finds %s on %s", async (Action, Resource, fault) => {
  const [found] = await faultsOf({ id: "Role", Effect: "Allow", Action, Resource }, Action, Resource);
  expect(found).toContain(fault);
});

test("the evaluator finds a condition that no request can meet", async () => {
  const [Action, Resource] = ["dynamodb:PutItem", "arn:aws:dynamodb:eu-central-1:123456789012:table/people"];
  const Condition = { StringLike: { "dynamodb:LeadingKey": "pool#*" } };
  const [found] = await faultsOf(
    { id: "Role", Effect: "Allow", Action, Resource, Condition },
    Action,
    Resource,
  );
  expect(found).toContain("no request has dynamodb:LeadingKey");
});
