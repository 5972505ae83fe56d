import type { TemplatePart } from "../framework";
import type { TableIndex } from "./alarms";

interface Graph {
  readonly title: string;
  /** As CloudWatch's dashboards write metrics: a list of names and dimensions, or an expression. */
  readonly metrics: readonly (readonly unknown[])[];
  readonly stat?: "Sum" | "SampleCount" | "Maximum" | "p99";
}

interface Shown {
  readonly service: string;
  readonly stage: string;
  /** Logical ids, as those of the tables. */
  readonly functions: readonly string[];
  readonly tables: readonly string[];
  readonly indexes: readonly TableIndex[];
}

/** What CloudFormation puts into the text of the dashboard. */
const inserted = (reference: string): string => `\${${reference}}`;

/** Two in a row, in the order in which somebody who is woken looks at them. */
function graphsOf({ stage, functions, tables, indexes }: Shown): readonly Graph[] {
  const search = (terms: string, stat: string) => [
    { expression: `SEARCH('${terms}', '${stat}', 300)`, label: "" },
  ];
  const outcomes = (terms: string) => [
    search(`{CognitoTriggers,stage,trigger,outcome} stage="${stage}" ${terms}`, "SampleCount"),
    search(`{CognitoTriggers,stage,api,outcome} stage="${stage}" ${terms}`, "SampleCount"),
    search(`{CognitoTriggers,stage,stream,outcome} stage="${stage}" ${terms}`, "SampleCount"),
  ];
  const inPool = `UserPool="${inserted("CognitoUserPoolUsers")}"`;
  const pool = (terms: string) => [
    search(`{AWS/Cognito,UserPool,UserPoolClient} ${inPool} ${terms}`, "Sum"),
    search(`{AWS/Cognito,UserPool,UserPoolClient,IdentityProvider} ${inPool} ${terms}`, "Sum"),
  ];
  const throttled = (dimensions: readonly string[]) =>
    ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => ["AWS/DynamoDB", name, ...dimensions]);
  return [
    { title: "Faults", metrics: outcomes('outcome="fault"') },
    { title: "Refusals", metrics: outcomes('outcome="refused"') },
    { title: "Sign-ins, sign-ups, refreshes", metrics: pool("Successes") },
    { title: "Held back by Cognito", metrics: pool("Throttles") },
    {
      title: "Slowest of a hundred calls, in milliseconds",
      metrics: [search(`{CognitoTriggers,stage,trigger} stage="${stage}"`, "p99")],
    },
    {
      title: "The API",
      stat: "Sum",
      metrics: [
        ["AWS/ApiGateway", "Count", "ApiId", inserted("HttpApi")],
        ["AWS/ApiGateway", "4xx", "ApiId", inserted("HttpApi")],
        ["AWS/ApiGateway", "5xx", "ApiId", inserted("HttpApi")],
        ["AWS/ApiGateway", "Latency", "ApiId", inserted("HttpApi"), { stat: "p99", yAxis: "right" }],
      ],
    },
    { title: "Who moved over", metrics: outcomes('trigger="user-migration"').slice(0, 1) },
    {
      title: "Copies of functions at once",
      stat: "Maximum",
      metrics: functions.map((id) => ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", inserted(id)]),
    },
    {
      title: "Throttled tables",
      stat: "Sum",
      metrics: [
        ...tables.flatMap((id) => throttled(["TableName", inserted(id)])),
        ...indexes.flatMap(({ table, name }) =>
          throttled(["TableName", inserted(table), "GlobalSecondaryIndexName", name]),
        ),
      ],
    },
    {
      title: "Events: delay in milliseconds, dead letters",
      stat: "Maximum",
      metrics: [
        ["AWS/Lambda", "IteratorAge", "FunctionName", inserted("DomainDasheventsLambdaFunction")],
        [
          "AWS/SQS",
          "ApproximateNumberOfMessagesVisible",
          "QueueName",
          inserted("DomainEventsDeadLetters.QueueName"),
          { yAxis: "right" },
        ],
      ],
    },
  ];
}

const [WIDTH, HEIGHT] = [12, 6];

export const dashboard = (shown: Shown): TemplatePart["Resources"] => ({
  Dashboard: {
    Type: "AWS::CloudWatch::Dashboard",
    Properties: {
      DashboardName: `${shown.service}-${shown.stage}`,
      DashboardBody: {
        "Fn::Sub": JSON.stringify({
          widgets: graphsOf(shown).map(({ title, metrics, stat = "Sum" }, index) => ({
            type: "metric",
            x: (index % 2) * WIDTH,
            y: Math.floor(index / 2) * HEIGHT,
            width: WIDTH,
            height: HEIGHT,
            properties: {
              title,
              metrics,
              stat,
              period: 300,
              region: inserted("AWS::Region"),
              view: "timeSeries",
            },
          })),
        }),
      },
    },
  },
});
