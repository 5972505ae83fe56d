import type { TemplatePart } from "../framework";

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
}

/** What CloudFormation puts into the text of the dashboard. */
const inserted = (reference: string): string => `\${${reference}}`;

/** Two in a row, in the order in which somebody who is woken looks at them. */
function graphsOf({ stage, functions, tables }: Shown): readonly Graph[] {
  const search = (terms: string, stat: string) => [
    { expression: `SEARCH('${terms}', '${stat}', 300)`, label: "" },
  ];
  const outcomes = (terms: string) => [
    search(`{CognitoTriggers,stage,trigger,outcome} stage="${stage}" ${terms}`, "SampleCount"),
    search(`{CognitoTriggers,stage,api,outcome} stage="${stage}" ${terms}`, "SampleCount"),
    search(`{CognitoTriggers,stage,stream,outcome} stage="${stage}" ${terms}`, "SampleCount"),
  ];
  const pool = `{AWS/Cognito,UserPool,UserPoolClient} UserPool="${inserted("CognitoUserPoolUsers")}"`;
  return [
    { title: "Faults", metrics: outcomes('outcome="fault"') },
    { title: "Refusals", metrics: outcomes('outcome="refused"') },
    { title: "Sign-ins, sign-ups, refreshes", metrics: [search(`${pool} Successes`, "Sum")] },
    { title: "Held back by Cognito", metrics: [search(`${pool} Throttles`, "Sum")] },
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
      metrics: tables.flatMap((id) =>
        ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => [
          "AWS/DynamoDB",
          name,
          "TableName",
          inserted(id),
        ]),
      ),
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
