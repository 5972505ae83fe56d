import { parameterValue, type TemplatePart, type Variables } from "../framework";
import { alarms, crashes, unsentMessages } from "./alarms";
import { dashboard } from "./dashboard";
import { logQueries } from "./log-queries";

type Functions = Readonly<
  Record<string, { readonly events?: readonly object[]; readonly role: unknown } | null>
>;

type Tables = Readonly<
  Record<
    string,
    { readonly Properties: { readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[] } }
  >
>;

/** The functions of the stage; the framework leaves out one that is null. */
async function functionsOf({ resolveVariable }: Variables) {
  const functions = (await resolveVariable("self:functions")) as Functions;
  return Object.entries(functions).flatMap(([name, declared]) =>
    declared === null ? [] : [{ name, ...declared }],
  );
}

async function tablesOf({ resolveVariable }: Variables, hasLegacyUsers: boolean) {
  const inFile = Object.entries((await resolveVariable("file(infra/tables.yml):Resources")) as Tables);
  const tables = inFile.filter(([id]) => id !== "LegacyUsersTable" || hasLegacyUsers);
  return {
    tables: tables.map(([id]) => id),
    indexes: tables.flatMap(([table, { Properties }]) =>
      (Properties.GlobalSecondaryIndexes ?? []).map(({ IndexName: name }) => ({ table, name })),
    ),
  };
}

/** How the framework writes a function's name in a logical id. */
const logicalId = (name: string, suffix: "LambdaFunction" | "LogGroup"): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", "Dash")}${suffix}`;

/** Inbound federation is a trigger that the framework has no event for. */
const isTrigger = ({ name, events = [] }: { name: string; events?: readonly object[] }): boolean =>
  name === "inbound-federation" || events.some((event) => "cognitoUserPool" in event);

/** What tells somebody that the stage needs them, and what they look at: alarms, dashboard, saved queries. */
export async function resources(variables: Variables): Promise<TemplatePart> {
  if ((await parameterValue(variables, "monitoring")) === "off") return {};
  const service = String(await variables.resolveVariable("self:service"));
  const stage = String(await variables.resolveVariable("sls:stage"));
  const functions = await functionsOf(variables);
  const logGroups = functions.map(({ name }) => logicalId(name, "LogGroup"));
  const hasLegacyUsers = functions.some(({ name }) => name === "user-migration");
  const { tables, indexes } = await tablesOf(variables, hasLegacyUsers);
  const topic = await parameterValue(variables, "alarmTopic");
  // A pool has one such log. For an existing pool, its owner decides about it.
  const logsMessages = (await parameterValue(variables, "existingPool")) === undefined;
  return {
    Resources: {
      ...alarms({
        service,
        stage,
        triggers: functions
          .filter(isTrigger)
          .map(({ name }) => ({ name, id: logicalId(name, "LambdaFunction") })),
        tables,
        indexes,
        logsMessages,
        refusals: Number(await parameterValue(variables, "alarmRefusals")),
        topics: topic === undefined ? [] : [topic],
      }),
      ...dashboard({
        service,
        stage,
        functions: functions.map(({ name }) => logicalId(name, "LambdaFunction")),
        tables,
        indexes,
      }),
      ...logQueries(`${service}-${stage}`, logGroups),
      // Lambda writes these lines when it ends an invocation itself. A refusal leaves none.
      ...Object.fromEntries(
        logGroups.map((id) => [
          `${id.replace(/LogGroup$/, "")}Crashes`,
          counted(id, '?"Status: timeout" ?"Error Type: Runtime."', crashes(stage)),
        ]),
      ),
      ...(logsMessages &&
        unsent(service, stage, Number(await parameterValue(variables, "logRetentionDays")))),
    },
  };
}

const counted = (logGroup: string, FilterPattern: string, MetricName: string) => ({
  Type: "AWS::Logs::MetricFilter",
  Properties: {
    LogGroupName: { Ref: logGroup },
    FilterPattern,
    MetricTransformations: [{ MetricNamespace: "CognitoTriggers", MetricName, MetricValue: "1" }],
  },
});

/** Cognito logs each message that it could not send. The lines contain user names, so they are kept no longer than other logs. */
const unsent = (service: string, stage: string, RetentionInDays: number) => ({
  MessagesLogGroup: {
    Type: "AWS::Logs::LogGroup",
    // Under this path, log groups need no entry of their own in the account's policy for log delivery.
    Properties: { LogGroupName: `/aws/vendedlogs/${service}-${stage}-messages`, RetentionInDays },
  },
  MessagesLog: {
    Type: "AWS::Cognito::LogDeliveryConfiguration",
    Properties: {
      UserPoolId: { Ref: "CognitoUserPoolUsers" },
      LogConfigurations: [
        {
          EventSource: "userNotification",
          LogLevel: "ERROR",
          CloudWatchLogsConfiguration: { LogGroupArn: { "Fn::GetAtt": ["MessagesLogGroup", "Arn"] } },
        },
      ],
    },
  },
  UnsentMessages: counted("MessagesLogGroup", "", unsentMessages(stage)),
});

/** Whether Lambda and X-Ray follow calls through the functions. */
export const tracing = async (variables: Variables) => (await parameterValue(variables, "tracing")) === "on";

/** The rights that tracing needs. X-Ray has no resources, so they cannot be narrowed. */
export async function tracingPolicy(variables: Variables): Promise<TemplatePart> {
  if (!(await tracing(variables))) return {};
  const roles = (await functionsOf(variables)).map(({ role }) => {
    const [id] = (role as { readonly "Fn::GetAtt": readonly string[] })["Fn::GetAtt"];
    return { Ref: id };
  });
  return {
    Resources: {
      TracingPolicy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          Roles: roles,
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                Resource: "*",
              },
            ],
          },
        },
      },
    },
  };
}
