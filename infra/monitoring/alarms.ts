import type { TemplatePart } from "../framework";

/** What an alarm compares, and what it tells. */
interface Alarm {
  readonly says: string;
  /** The section of docs/runbook.md, if it is not that of the alarm's own name. */
  readonly section?: string;
  /** One metric, or several that a formula makes into one. */
  readonly watches: Metric | Formula | { readonly query: string };
  readonly seconds: 60 | 300;
  /** How many of how many periods have to be above the threshold. */
  readonly periods?: readonly [above: number, of: number];
  readonly above: number;
}

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, unknown>>;
  readonly statistic: "Sum" | "Maximum" | "SampleCount" | "p99";
}

interface Formula {
  readonly of: "SUM" | "MAX";
  /** CloudWatch takes ten at most. */
  readonly metrics: readonly Metric[];
}

/** DynamoDB counts what it does for an index apart from what it does for the table. */
export interface TableIndex {
  /** The logical id of its table. */
  readonly table: string;
  readonly name: string;
}

export interface Watched {
  readonly service: string;
  readonly stage: string;
  /** The functions that the pool calls, by name and logical id. */
  readonly triggers: readonly { readonly name: string; readonly id: string }[];
  /** Logical ids. */
  readonly tables: readonly string[];
  readonly indexes: readonly TableIndex[];
  /** Whether Cognito writes a log of messages that it could not send. */
  readonly logsMessages: boolean;
  /** How many refusals by triggers in five minutes are usual. */
  readonly refusals: number;
  /** The topics that the alarms notify. */
  readonly topics: readonly string[];
}

/** The metrics that the stack makes of lines in log groups. */
export const crashes = (stage: string) => `crashes-${stage}`;
export const unsentMessages = (stage: string) => `messages-not-sent-${stage}`;

/** Three minutes of five: an outage by day is told after three minutes, and one fault by itself wakes nobody. */
const LASTING = [3, 5] as const;

/** What Cognito counts where its quotas, or an account's, hold a request back; and the dimensions that it counts by. */
const COGNITO_THROTTLES: Readonly<Record<string, string>> = {
  SignIn: "UserPool, UserPoolClient",
  SignUp: "UserPool, UserPoolClient",
  TokenRefresh: "UserPool, UserPoolClient",
  Federation: "UserPool, UserPoolClient, IdentityProvider",
};

function alarmsOf({
  stage,
  triggers,
  tables,
  indexes,
  logsMessages,
  refusals,
}: Watched): Readonly<Record<string, Alarm>> {
  const lines = (dimensions: Metric["dimensions"]): Metric => ({
    namespace: "CognitoTriggers",
    name: "milliseconds",
    dimensions: { stage, ...dimensions },
    statistic: "SampleCount",
  });
  const faults = {
    says: "Something is broken, and people are told to try again later",
    watches: lines({ outcome: "fault" }),
  };
  const ours = (name: string): Metric => ({ namespace: "CognitoTriggers", name, statistic: "Sum" });
  const ofTriggers = (name: string, statistic: Metric["statistic"]): readonly Metric[] =>
    triggers.map(({ id }) => ({
      namespace: "AWS/Lambda",
      name,
      dimensions: { FunctionName: { Ref: id } },
      statistic,
    }));
  const ofTables = (name: string): readonly Metric[] =>
    tables.map((id) => ({
      namespace: "AWS/DynamoDB",
      name,
      dimensions: { TableName: { Ref: id } },
      statistic: "Sum",
    }));
  const ofIndexes = (name: string): readonly Metric[] =>
    indexes.map((index) => ({
      namespace: "AWS/DynamoDB",
      name,
      dimensions: { TableName: { Ref: index.table }, GlobalSecondaryIndexName: index.name },
      statistic: "Sum",
    }));

  return {
    Faults: { ...faults, seconds: 60, periods: LASTING, above: 0 },
    // At night there may be one sign-in in some minutes.
    RareFaults: { ...faults, section: "faults", seconds: 300, periods: [3, 12], above: 0 },
    Crashes: {
      says: "A function could not start, ran out of memory or was ended by Lambda",
      watches: ours(crashes(stage)),
      seconds: 300,
      above: 0,
    },
    ApiErrors: {
      says: "The API answers with errors of its own",
      watches: {
        namespace: "AWS/ApiGateway",
        name: "5xx",
        dimensions: { ApiId: { Ref: "HttpApi" } },
        statistic: "Sum",
      },
      seconds: 60,
      periods: LASTING,
      above: 0,
    },
    SlowTriggers: {
      says: "Triggers come near the five seconds after which Cognito gives up",
      watches: { of: "MAX", metrics: ofTriggers("Duration", "p99") },
      seconds: 300,
      periods: [2, 3],
      above: 3_000,
    },
    ThrottledTriggers: {
      says: "Lambda runs no more copies of a trigger, and the sign-ins that need one fail",
      watches: { of: "SUM", metrics: ofTriggers("Throttles", "Sum") },
      seconds: 60,
      above: 0,
    },
    ThrottledReads: {
      says: "A table is asked more than it answers",
      watches: { of: "SUM", metrics: ofTables("ReadThrottleEvents") },
      seconds: 60,
      periods: LASTING,
      above: 0,
    },
    ThrottledWrites: {
      says: "A table is written to more than it takes",
      watches: { of: "SUM", metrics: ofTables("WriteThrottleEvents") },
      seconds: 60,
      periods: LASTING,
      above: 0,
    },
    // An alarm takes too few metrics for tables and indexes together.
    ThrottledIndexReads: {
      says: "An index of a table is asked more than it answers",
      section: "throttled-reads",
      watches: { of: "SUM", metrics: ofIndexes("ReadThrottleEvents") },
      seconds: 60,
      periods: LASTING,
      above: 0,
    },
    ThrottledIndexWrites: {
      says: "An index of a table takes less than is written to the table",
      section: "throttled-writes",
      watches: { of: "SUM", metrics: ofIndexes("WriteThrottleEvents") },
      seconds: 60,
      periods: LASTING,
      above: 0,
    },
    ...Object.fromEntries(
      Object.entries(COGNITO_THROTTLES).map(([occasion, dimensions]) => [
        `Cognito${occasion}Throttles`,
        {
          says: "Cognito holds requests back, because a quota of the account is used up",
          section: "cognito-throttles",
          watches: {
            query: `SELECT SUM(${occasion}Throttles) FROM SCHEMA("AWS/Cognito", ${dimensions}) WHERE UserPool = '\${CognitoUserPoolUsers}'`,
          },
          seconds: 300,
          above: 0,
        } satisfies Alarm,
      ]),
    ),
    ...(logsMessages && {
      UnsentMessages: {
        says: "Cognito could not send a code or an invitation",
        watches: ours(unsentMessages(stage)),
        seconds: 300,
        above: 0,
      },
    }),
    Refusals: {
      says: "Far more people are refused than usual",
      // Of triggers alone: the API writes a line of its own about each refusal of a trigger that it waited for.
      watches: {
        of: "SUM",
        metrics: triggers.map(({ name }) => lines({ trigger: name, outcome: "refused" })),
      },
      seconds: 300,
      above: refusals,
    },
    DeadLetters: {
      says: "Changes of people or tenants could not be told as events",
      watches: {
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: { "Fn::GetAtt": ["DomainEventsDeadLetters", "QueueName"] } },
        statistic: "Maximum",
      },
      seconds: 60,
      above: 0,
    },
    // A stream forgets a change after 24 hours.
    DelayedEvents: {
      says: "Changes of people or tenants wait to be told as events for more than 15 minutes",
      watches: {
        namespace: "AWS/Lambda",
        name: "IteratorAge",
        dimensions: { FunctionName: { Ref: "DomainDasheventsLambdaFunction" } },
        statistic: "Maximum",
      },
      seconds: 300,
      above: 15 * 60 * 1_000,
    },
  };
}

/** `SlowTriggers` as `slow-triggers`. */
const kebab = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

export const alarms = (watched: Watched): TemplatePart["Resources"] =>
  Object.fromEntries(
    Object.entries(alarmsOf(watched)).map(([name, alarm]) => [
      `${name}Alarm`,
      { Type: "AWS::CloudWatch::Alarm", Properties: propertiesOf(name, alarm, watched) },
    ]),
  );

function propertiesOf(name: string, alarm: Alarm, watched: Watched) {
  const { says, section = kebab(name), watches, seconds, periods, above } = alarm;
  const [DatapointsToAlarm, EvaluationPeriods] = periods ?? [1, 1];
  return {
    AlarmName: `${watched.service}-${watched.stage}-${kebab(name)}`,
    AlarmDescription: `${says}. See docs/runbook.md#${section}`,
    ...watching(watches, seconds),
    EvaluationPeriods,
    DatapointsToAlarm,
    Threshold: above,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
    AlarmActions: watched.topics,
    OKActions: watched.topics,
  };
}

function watching(watches: Alarm["watches"], Period: number): object {
  if ("query" in watches) {
    const Expression = { "Fn::Sub": watches.query };
    return { Metrics: [{ Id: "watched", Expression, Period, ReturnData: true }] };
  }
  if ("metrics" in watches) {
    return {
      Metrics: [
        { Id: "watched", Expression: `${watches.of}(METRICS())`, ReturnData: true },
        ...watches.metrics.map(({ statistic, ...metric }, index) => ({
          Id: `m${index + 1}`,
          MetricStat: { Metric: named(metric), Period, Stat: statistic },
          ReturnData: false,
        })),
      ],
    };
  }
  const { statistic, ...metric } = watches;
  return { ...named(metric), Statistic: statistic, Period };
}

const named = ({ namespace, name, dimensions = {} }: Omit<Metric, "statistic">) => ({
  Namespace: namespace,
  MetricName: name,
  ...(Object.keys(dimensions).length > 0 && {
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }),
});
