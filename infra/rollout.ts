import { isRecord } from "../shared/json";
import { LIVE_ALIAS } from "../shared/live-alias";
import { parameterValue, type TemplatePart, type Variables } from "./framework";

/** Whether the framework publishes each deployment of a function as an immutable version. */
export const publishesVersions = async (variables: Variables): Promise<boolean> =>
  (await parameterValue(variables, "rollout")) !== "off";

/** How CodeDeploy moves callers to a new version, by values of the parameter `rollout`. */
const GRADUAL: Readonly<Record<string, string>> = {
  canary: "CodeDeployDefault.LambdaCanary10Percent10Minutes",
  linear: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
};

/** The alarms that roll a release back within those ten minutes. Throttles and waves of refusals have other causes. */
const ALARMS = ["FaultsAlarm", "CrashesAlarm", "ApiErrorsAlarm"];

/** It moves at once, because two versions would otherwise take turns in publishing the changes of one person. */
const EVENTS = "DomainDasheventsLambdaFunction";
/** It moves at once, and last, because the page needs the API of its own release. */
const PAGE = "PanelLambdaFunction";

type Resources = NonNullable<TemplatePart["Resources"]>;

/**
 * The template of a stage whose functions have versions. All callers use the alias of a function, which moves to the newest version
 * at once or gradually. Any other template stays as it is.
 */
export function withRollout(template: TemplatePart, rollout: string): TemplatePart {
  const resources = template.Resources ?? {};
  const versions = versionsIn(resources);
  if (versions.size === 0) return template;
  const configuration = GRADUAL[rollout];
  const gradual =
    configuration === undefined ? [] : [...versions.keys()].filter((id) => id !== EVENTS && id !== PAGE);
  const aliases = [...versions].map(([id, version]) => [
    aliasId(id),
    {
      ...aliasOf(id, version),
      ...(gradual.includes(id) && movedByCodeDeploy(id)),
      ...(id === PAGE && gradual.length > 0 && { DependsOn: gradual.map(aliasId) }),
    },
  ]);
  const { Resources: callers, ...sections } = calledByAlias(template, versions) as TemplatePart;
  return {
    ...sections,
    Outputs: withoutVersions(sections.Outputs),
    Resources: {
      ...callers,
      ...keptVersions(resources),
      ...Object.fromEntries(aliases),
      ...(configuration !== undefined && codeDeploy(gradual, resources, configuration)),
    },
  };
}

/** `PreDashsignDashupLambdaFunction` as `PreDashsignDashupLiveAlias`. */
const aliasId = (id: string): string => id.replace(/LambdaFunction$/, "LiveAlias");
const groupId = (id: string): string => id.replace(/LambdaFunction$/, "Rollout");

const isVersion = ({ Type }: { readonly Type: string }): boolean => Type === "AWS::Lambda::Version";

/** The version of each function that has one, by logical ids. */
const versionsIn = (resources: Resources): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(resources)
      .filter(([, resource]) => isVersion(resource))
      .map(([version, { Properties }]) => [String(Object(Properties?.FunctionName).Ref), version]),
  );

/**
 * Versions are retained, so that a rollback is possible. The version of a failed deployment is deleted: Lambda publishes no second
 * version of the same code, so every later deployment of that code would fail.
 */
const keptVersions = (resources: Resources): Resources =>
  Object.fromEntries(
    Object.entries(resources)
      .filter(([, resource]) => isVersion(resource))
      .map(([id, resource]) => [id, { ...resource, DeletionPolicy: "RetainExceptOnCreate" }]),
  );

const aliasOf = (id: string, version: string) => ({
  Type: "AWS::Lambda::Alias",
  Properties: {
    FunctionName: { Ref: id },
    FunctionVersion: { "Fn::GetAtt": [version, "Version"] },
    Name: LIVE_ALIAS,
  },
});

const movedByCodeDeploy = (id: string) => ({
  UpdatePolicy: {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: "Rollouts" },
      DeploymentGroupName: { Ref: groupId(id) },
    },
  },
});

/** Each function has a deployment group, because a group runs one deployment at a time. */
const codeDeploy = (ids: readonly string[], resources: Resources, configuration: string): Resources => ({
  Rollouts: {
    Type: "AWS::CodeDeploy::Application",
    Properties: { ApplicationName: { Ref: "AWS::StackName" }, ComputePlatform: "Lambda" },
  },
  RolloutRole: {
    Type: "AWS::IAM::Role",
    Properties: {
      Description: "For CodeDeploy, which moves callers of functions to a new version",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      },
      Policies: [
        {
          PolicyName: "rollout",
          PolicyDocument: policyFor(ids.map((id) => resources[id]?.Properties?.FunctionName)),
        },
      ],
    },
  },
  ...Object.fromEntries(
    ids.map((id) => [
      groupId(id),
      {
        Type: "AWS::CodeDeploy::DeploymentGroup",
        Properties: {
          ApplicationName: { Ref: "Rollouts" },
          // The function's own name.
          DeploymentGroupName: { Ref: id },
          ServiceRoleArn: { "Fn::GetAtt": ["RolloutRole", "Arn"] },
          DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
          DeploymentConfigName: configuration,
          AlarmConfiguration: { Enabled: true, Alarms: ALARMS.map((alarm) => ({ Name: { Ref: alarm } })) },
          AutoRollbackConfiguration: {
            Enabled: true,
            Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
          },
        },
      },
    ]),
  ),
});

/**
 * AWS's managed policy would let CodeDeploy move every alias of the account and call hook functions, which the stack does not have.
 * This policy allows only to move these aliases and to read alarms. It names the functions instead of referring to them: a
 * reference would be a cycle, since the pool waits for its triggers to move, and the functions of the API for the pool.
 */
const policyFor = (functions: readonly unknown[]) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["lambda:GetAlias", "lambda:UpdateAlias"],
      Resource: functions.map((name) => inAccount("lambda", `function:${name}`)),
    },
    // CodeDeploy waits for the provisioned concurrency of an alias, if it has any.
    {
      Effect: "Allow",
      Action: ["lambda:GetProvisionedConcurrencyConfig"],
      Resource: functions.map((name) => inAccount("lambda", `function:${name}:*`)),
    },
    // CloudWatch cannot restrict this action to single alarms.
    {
      Effect: "Allow",
      Action: ["cloudwatch:DescribeAlarms"],
      Resource: [inAccount("cloudwatch", "alarm:*")],
    },
  ],
});

const inAccount = (service: string, resource: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

/** Leaves out the framework's outputs of newest versions, which take no calls until their aliases have moved. */
const withoutVersions = (outputs: unknown) =>
  Object.fromEntries(
    Object.entries(isRecord(outputs) ? outputs : {}).filter(([name]) => !name.endsWith("QualifiedArn")),
  );

/** A part of the template in which a function that has a version is named by its alias, whose Ref is an ARN. */
function calledByAlias(part: unknown, versions: ReadonlyMap<string, string>): unknown {
  const again = (value: unknown) => calledByAlias(value, versions);
  if (Array.isArray(part)) return part.map(again);
  if (!isRecord(part)) return part;
  const [id, attribute] = Array.isArray(part["Fn::GetAtt"]) ? part["Fn::GetAtt"] : [];
  if (attribute === "Arn" && versions.has(id)) return { Ref: aliasId(id) };
  const text = part["Fn::Sub"];
  if (typeof text === "string")
    return {
      "Fn::Sub": text.replace(/\$\{(\w+)\.Arn\}/g, (reference, name) =>
        versions.has(name) ? `\${${aliasId(name)}}` : reference,
      ),
    };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, again(value)]));
}
