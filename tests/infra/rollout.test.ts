import { withRollout } from "../../infra/rollout";
import { readStack } from "../../local/stack/stack";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, EXISTING, packageService } from "./packaged-stages";
import { cycleOf } from "./reference-graph";

/** Every alias moves gradually but for those two. */
const AT_ONCE = ["DomainDasheventsLiveAlias", "PanelLiveAlias"];
/** They make resources in deployments, and have no versions. */
const OF_DEPLOYMENTS = ["StackDashrecordsLambdaFunction", "PoolDashattachmentLambdaFunction"];

const packaged = async (stage: string, parameters: Readonly<Record<string, unknown>>): Promise<Template> =>
  readTemplate(await packageService("--stage", stage, ...asArguments(parameters)));

let canary: Template;
let linear: Template;
let atOnce: Template;
let attached: Template;
beforeAll(async () => {
  canary = await packaged("full", { ...EVERYTHING_ON, rollout: "canary" });
  linear = await packaged("prod", { rollout: "linear" });
  atOnce = await packaged("dev", { rollout: "all-at-once" });
  attached = await packaged("dev", { ...EXISTING, rollout: "canary", monitoring: "on" });
});

const idsOf = ({ Resources }: Template, type: string): readonly string[] =>
  Object.keys(Resources).filter((id) => Resources[id]?.Type === type);
const functionsOf = (template: Template) =>
  idsOf(template, "AWS::Lambda::Function").filter((id) => id.endsWith("LambdaFunction"));
const propertiesOf = ({ Resources }: Template, id: string) => Resources[id]?.Properties ?? {};
const aliasesOf = (template: Template) => idsOf(template, "AWS::Lambda::Alias");
const aliasOf = (id: string) => id.replace("LambdaFunction", "LiveAlias");
const hasPolicy = (template: Template) => (id: string) => template.Resources[id]?.UpdatePolicy !== undefined;

/** Whoever names a function by its ARN. */
function callersOfFunctions({ Resources, Outputs }: Template): readonly string[] {
  return Object.entries({ ...Resources, Outputs }).flatMap(([id, part]) =>
    [...JSON.stringify(part).matchAll(/\["(\w+LambdaFunction)","Arn"\]|\$\{(\w+LambdaFunction)\.Arn\}/g)].map(
      ([, named, inText]) => `${id} ${named ?? inText}`,
    ),
  );
}

test("a stage without the parameter has neither versions nor aliases, and its template stays as it is", () => {
  const template = readTemplate();
  expect(Object.values(template.Resources).map(({ Type }) => Type)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^AWS::(CodeDeploy|Lambda::(Version|Alias))/)]),
  );
  expect(withRollout(template, "off")).toBe(template);
});

test("every function has a version and an alias, except those that run in deployments alone", () => {
  for (const template of [canary, linear, atOnce, attached]) {
    const versioned = functionsOf(template).filter((id) => !OF_DEPLOYMENTS.includes(id));
    expect([...aliasesOf(template)].sort()).toEqual(versioned.map(aliasOf).sort());
    for (const id of versioned) {
      const { FunctionVersion, ...alias } = propertiesOf(template, aliasOf(id));
      expect(alias).toEqual({ FunctionName: { Ref: id }, Name: "live" });
      const [version, attribute] = (FunctionVersion as { "Fn::GetAtt": string[] })["Fn::GetAtt"];
      expect(attribute).toBe("Version");
      expect(template.Resources[String(version)]).toMatchObject({
        Type: "AWS::Lambda::Version",
        DeletionPolicy: "RetainExceptOnCreate",
        Properties: { FunctionName: { Ref: id } },
      });
    }
  }
});

test("whoever calls a function calls its alias", () => {
  expect(callersOfFunctions(canary)).toEqual(["StackRecords StackDashrecordsLambdaFunction"]);
  expect(callersOfFunctions(linear)).toEqual(["StackRecords StackDashrecordsLambdaFunction"]);
  expect(callersOfFunctions(atOnce)).toEqual(["StackRecords StackDashrecordsLambdaFunction"]);
  expect([...callersOfFunctions(attached)].sort()).toEqual([
    "PoolAttachment PoolDashattachmentLambdaFunction",
    "StackRecords StackDashrecordsLambdaFunction",
  ]);
  for (const template of [canary, linear, atOnce, attached]) {
    const called = idsOf(template, "AWS::Lambda::Permission").map((id) => propertiesOf(template, id));
    expect(called.length).toBeGreaterThan(15);
    for (const { FunctionName } of called)
      expect(aliasesOf(template)).toContain((FunctionName as { Ref: string }).Ref);
  }
});

test("the triggers of the pool, its own or an existing one, are the aliases", () => {
  const preSignUp = { Ref: "PreDashsignDashupLiveAlias" };
  expect(propertiesOf(canary, "CognitoUserPoolUsers").LambdaConfig).toMatchObject({
    PreSignUp: preSignUp,
    PreTokenGenerationConfig: { LambdaArn: { Ref: "PreDashtokenDashgenerationLiveAlias" } },
    InboundFederation: { LambdaArn: { Ref: "InboundDashfederationLiveAlias" } },
  });
  expect(propertiesOf(attached, "PoolAttachment").triggers).toMatchObject({ PreSignUp: preSignUp });
  expect(attached.Outputs).toMatchObject({ PreSignUpFunctionArn: { Value: preSignUp } });
  // The permission of each trigger, and the records of the clients.
  expect(attached.Resources.PoolAttachment?.DependsOn).toHaveLength(9);
});

test("the REST API is deployed anew when its methods come to call an alias", async () => {
  const off = await packaged("full", EVERYTHING_ON);
  const [before, after] = [off, canary].map((template) => idsOf(template, "AWS::ApiGateway::Deployment"));
  expect(before).toHaveLength(1);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
});

test("no resource waits for itself", () => {
  for (const template of [canary, linear, atOnce, attached]) expect(cycleOf(template)).toBeUndefined();
});

test("a template stays below the 500 resources and 200 outputs of a stack", () => {
  expect(Object.keys(canary.Resources).length).toBeLessThan(500);
  expect(Object.keys(canary.Outputs as object).length).toBeLessThan(200);
  expect(Object.keys(canary.Outputs as object)).not.toContainEqual(expect.stringMatching(/QualifiedArn$/));
});

test("CodeDeploy moves every alias but those of the events and of the page", () => {
  for (const template of [canary, linear, attached]) {
    const gradual = aliasesOf(template).filter(hasPolicy(template));
    expect([...gradual].sort()).toEqual(
      aliasesOf(template)
        .filter((id) => !AT_ONCE.includes(id))
        .sort(),
    );
    for (const id of gradual)
      expect(template.Resources[id]?.UpdatePolicy).toEqual({
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: "Rollouts" },
          DeploymentGroupName: { Ref: id.replace("LiveAlias", "Rollout") },
        },
      });
    expect(idsOf(template, "AWS::CodeDeploy::DeploymentGroup")).toHaveLength(gradual.length);
  }
  expect(atOnce.Resources).not.toHaveProperty("Rollouts");
  expect(aliasesOf(atOnce).filter(hasPolicy(atOnce))).toEqual([]);
});

test("the page moves once everything else has", () => {
  const DependsOn = canary.Resources.PanelLiveAlias?.DependsOn;
  expect([DependsOn].flat().sort()).toEqual(
    aliasesOf(canary)
      .filter((id) => !AT_ONCE.includes(id))
      .sort(),
  );
});

test.each([
  ["canary", "LambdaCanary10Percent10Minutes"],
  ["linear", "LambdaLinear10PercentEvery1Minute"],
])("%s goes back at an alarm, and otherwise by CodeDeploy's %s", (value, configuration) => {
  const template = value === "canary" ? canary : linear;
  for (const id of idsOf(template, "AWS::CodeDeploy::DeploymentGroup"))
    expect(propertiesOf(template, id)).toMatchObject({
      DeploymentConfigName: `CodeDeployDefault.${configuration}`,
      DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      AlarmConfiguration: {
        Enabled: true,
        Alarms: ["FaultsAlarm", "CrashesAlarm", "ApiErrorsAlarm"].map((Ref) => ({ Name: { Ref } })),
      },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]),
      },
      ServiceRoleArn: { "Fn::GetAtt": ["RolloutRole", "Arn"] },
    });
  for (const id of ["FaultsAlarm", "CrashesAlarm", "ApiErrorsAlarm"])
    expect(template.Resources[id]?.Type).toBe("AWS::CloudWatch::Alarm");
});

test("CodeDeploy's role moves these aliases and no others, within the boundary of all roles", () => {
  const { AssumeRolePolicyDocument, PermissionsBoundary, Policies } = propertiesOf(canary, "RolloutRole");
  expect(PermissionsBoundary).toBe(EVERYTHING_ON.permissionsBoundary);
  expect(AssumeRolePolicyDocument).toMatchObject({
    Statement: [{ Principal: { Service: "codedeploy.amazonaws.com" } }],
  });
  const [{ PolicyDocument } = { PolicyDocument: { Statement: [] } }] = Policies as {
    PolicyDocument: { Statement: { Action: string[]; Resource: unknown[] }[] };
  }[];
  const moved = aliasesOf(canary)
    .filter(hasPolicy(canary))
    .map((id) => propertiesOf(canary, id.replace("LiveAlias", "LambdaFunction")).FunctionName);
  const arns = (suffix: string) =>
    moved.map((name) => ({
      "Fn::Sub": `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}${suffix}`,
    }));
  const [aliases, copies, alarms, ...others] = PolicyDocument.Statement;
  expect(others).toEqual([]);
  expect(aliases?.Action).toEqual(["lambda:GetAlias", "lambda:UpdateAlias"]);
  expect(aliases?.Resource).toHaveLength(20);
  expect(new Set(aliases?.Resource)).toEqual(new Set(arns("")));
  expect(copies?.Action).toEqual(["lambda:GetProvisionedConcurrencyConfig"]);
  expect(new Set(copies?.Resource)).toEqual(new Set(arns(":*")));
  expect(alarms?.Action).toEqual(["cloudwatch:DescribeAlarms"]);
});

test("a function has a new version when it changes, and none when another one does", async () => {
  const changed = await packaged("dev", { rollout: "all-at-once", migrationFloor: 700 });
  const versions = (template: Template) => new Set(idsOf(template, "AWS::Lambda::Version"));
  const fresh = [...versions(changed)].filter((id) => !versions(atOnce).has(id));
  expect(fresh.map((id) => id.replace(/LambdaVersion.*/, "")).sort()).toEqual([
    "ApiDashauth",
    "UserDashmigration",
  ]);
});

test("a laptop imitates it: every alias leads to its function", async () => {
  const folder = await packageService("--stage", "dev", ...asArguments({ rollout: "all-at-once" }));
  const [live, plain] = [
    readStack(folder, { seed: "seed" }),
    readStack(await packageService("--stage", "dev"), { seed: "seed" }),
  ];
  expect(live.pool.triggers).toEqual(plain.pool.triggers);
  expect(live.httpApi?.routes).toEqual(plain.httpApi?.routes);
  expect(live.eventSources.map(({ functionName }) => functionName)).toEqual(Array(3).fill("domain-events"));
  expect(live.functionNames.get(`${live.eventSources[0]?.functionArn}`)).toBe("domain-events");
  expect(live.eventSources[0]?.functionArn).toMatch(/:function:cognito-triggers-dev-domain-events:live$/);
  expect(live.notes).toContain("versions of functions, of which only the newest runs");
});
