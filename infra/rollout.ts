import { isRecord } from "../shared/json";
import { LIVE_ALIAS } from "../shared/live-alias";
import { parameterValue, type TemplatePart, type Variables } from "./framework";

/** Whether the framework publishes what is deployed of a function as a version, which stays as it is. */
export const publishesVersions = async (variables: Variables): Promise<boolean> =>
  (await parameterValue(variables, "rollout")) !== "off";

/** How CodeDeploy moves callers to a new version, by values of the parameter `rollout`. */
const GRADUAL: Readonly<Record<string, string>> = {
  canary: "CodeDeployDefault.LambdaCanary10Percent10Minutes",
  linear: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
};

/** What tells of a bad release within those ten minutes. A throttle or a wave of refusals has other causes. */
const ALARMS = ["FaultsAlarm", "CrashesAlarm", "ApiErrorsAlarm"];

/** It moves at once: two versions would tell the changes of a person by turns. */
const EVENTS = "DomainDasheventsLambdaFunction";
/** It moves at once, and last: the page asks the API for what the API of its own release answers. */
const PAGE = "PanelLambdaFunction";

type Resources = NonNullable<TemplatePart["Resources"]>;

/**
 * The template of a stage whose functions have versions: whatever calls such a function does so by its alias, which leads to the
 * newest version, at once or gradually. Any other template stays as it is.
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
 * A version stays when the next one comes, to go back to. One of a deployment that failed does not: Lambda would publish none for
 * the same code again, and no later deployment of it would succeed.
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

/** A group a function, because a group makes one deployment at a time. */
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
 * AWS's own policy for this lets CodeDeploy move every alias of the account, and call functions that check a deployment, of which
 * there are none here. What is left: to read and move these aliases, and to ask for the alarms. Functions are named, because the
 * pool waits for its triggers to move, and the functions of the API for the pool.
 */
const policyFor = (functions: readonly unknown[]) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["lambda:GetAlias", "lambda:UpdateAlias"],
      Resource: functions.map((name) => inAccount("lambda", `function:${name}`)),
    },
    // It waits for copies that an alias keeps ready, if one does.
    {
      Effect: "Allow",
      Action: ["lambda:GetProvisionedConcurrencyConfig"],
      Resource: functions.map((name) => inAccount("lambda", `function:${name}:*`)),
    },
    // CloudWatch asks whoever reads some alarms for the right to read all.
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

/** The framework's outputs of newest versions, which are live only once their aliases have moved. */
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
