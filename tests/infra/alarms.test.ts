import { readState } from "../../local/stack/packaged-folder";
import { Resolver } from "../../local/stack/template";
import { ask } from "../harness/api-function";
import { type FailingTables, startFailingTables } from "../harness/faulty-tables";
import { readTemplate, type Template } from "../harness/packaged-service";
import { recordedEvent } from "../harness/recorded-event";
import { loadBundle, loadTrigger } from "../harness/triggers";
import { CHECKED_STAGES, packageService } from "./packaged-stages";

/** What is counted once: by a line of the log, or by AWS. */
interface Sample {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

interface Named {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}
interface Alarm extends Named {
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: Named };
  }[];
}
interface Stack {
  readonly template: Template;
  readonly resolver: Resolver;
}

let stack: Stack;
let tables: FailingTables;
beforeAll(async () => {
  const folder = await packageService(...(CHECKED_STAGES["everything on"] ?? []));
  const template = readTemplate(folder);
  const identity = { ...readState(folder), accountId: "123456789012" };
  stack = { template, resolver: new Resolver(template, identity, "alarms") };
  tables = await startFailingTables("InternalServerError");
});
afterAll(() => tables.stop());

/** The resources of a type, with every reference resolved. */
const ofType = <Properties>(type: string): (Properties & { readonly id: string })[] =>
  Object.entries(stack.template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id, ...(stack.resolver.resolve(Properties, id) as Properties) }));

const keyOf = ({ namespace, name, dimensions }: Sample): string =>
  `${namespace} ${name} ${JSON.stringify(Object.entries(dimensions).sort())}`;

const sampleOf = ({ Namespace, MetricName, Dimensions = [] }: Named): Sample => ({
  namespace: Namespace,
  name: MetricName,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});

const alarmOf = (id: string): Alarm =>
  stack.resolver.resolve(stack.template.Resources[id]?.Properties, id) as Alarm;

/** The samples that an alarm watches, as `keyOf` writes them. A query is not one of them. */
function watchedBy(id: string): readonly string[] {
  const { Metrics, ...single } = alarmOf(id);
  const metrics = Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) ?? [single];
  return metrics.map(sampleOf).map(keyOf).sort();
}

/** As CloudWatch reads the metrics that are embedded in a line. */
function samplesIn(line: Record<string, unknown> | undefined): readonly Sample[] {
  const { CloudWatchMetrics } = Object(line?._aws) as {
    CloudWatchMetrics: {
      readonly Namespace: string;
      readonly Dimensions: readonly string[][];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((keys) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(keys.map((key) => [key, line?.[key]])),
      })),
    ),
  );
}

describe("what functions write", () => {
  const environment = { STAGE: "full", MIGRATION_FLOOR: "0" };

  test.each([
    ["pre-sign-up", "PreSignUp_SignUp"],
    ["user-migration", "UserMigration_Authentication"],
    ["pre-token-generation", "TokenGeneration_Authentication"],
  ])("a fault of %s is a sample that both alarms about faults watch", async (name, event) => {
    const trigger = loadTrigger(name, tables.endpoint, environment);
    await trigger(recordedEvent(event)).catch(() => {});
    const samples = samplesIn(trigger.log()[0]).map(keyOf);
    expect(samples).toEqual(expect.arrayContaining([...watchedBy("FaultsAlarm")]));
    expect(samples).toEqual(expect.arrayContaining([...watchedBy("RareFaultsAlarm")]));
  });

  test("a fault of the API is one, too, and a 5xx to API Gateway", async () => {
    const profile = loadBundle("api-profile", tables.endpoint, environment);
    try {
      const { status } = await ask(profile, "GET /profile", { sub: "ada" });
      expect(status).toBeGreaterThanOrEqual(500);
      expect(samplesIn(profile.log()[0]).map(keyOf)).toEqual(
        expect.arrayContaining([...watchedBy("FaultsAlarm")]),
      );
    } finally {
      await profile.stop();
    }
  });

  test("a refusal is a sample that the alarm about refusals watches, and no fault", async () => {
    const trigger = loadTrigger("pre-sign-up", tables.endpoint, environment);
    const privileged = { request: { userAttributes: { "custom:role": "admin" } } };
    await trigger(recordedEvent("PreSignUp_SignUp", privileged)).catch(() => {});
    const samples = samplesIn(trigger.log()[0]).map(keyOf);
    expect(watchedBy("RefusalsAlarm").filter((key) => samples.includes(key))).toHaveLength(1);
    expect(samples).not.toEqual(expect.arrayContaining([...watchedBy("FaultsAlarm")]));
  });

  test("each trigger writes its line under the name by which its refusals are watched", async () => {
    const events = {
      "custom-message": "CustomMessage_SignUp",
      "inbound-federation": "InboundFederation_ExternalProvider",
      "post-authentication": "PostAuthentication_Authentication",
      "post-confirmation": "PostConfirmation_ConfirmSignUp",
      "pre-authentication": "PreAuthentication_Authentication",
      "pre-sign-up": "PreSignUp_SignUp",
      "pre-token-generation": "TokenGeneration_Authentication",
      "user-migration": "UserMigration_Authentication",
    };
    const written: string[] = [];
    for (const [name, event] of Object.entries(events)) {
      const trigger = loadTrigger(name, tables.endpoint, environment);
      await trigger(recordedEvent(event)).catch(() => {});
      // How it ended is another field of the same line.
      const refused = samplesIn({ ...trigger.log()[0], outcome: "refused" });
      written.push(
        ...refused.filter(({ dimensions }) => "trigger" in dimensions && "outcome" in dimensions).map(keyOf),
      );
    }
    expect(written.sort()).toEqual(watchedBy("RefusalsAlarm"));
  });
});

describe("what log groups count", () => {
  interface Filter {
    readonly LogGroupName: string;
    readonly FilterPattern: string;
    readonly MetricTransformations: readonly {
      readonly MetricNamespace: string;
      readonly MetricName: string;
    }[];
  }

  /** As CloudWatch reads a pattern of `?"text"` terms: one of them is in the line. An empty pattern is in every line. */
  const matches = (pattern: string, line: string): boolean =>
    pattern === "" || [...pattern.matchAll(/\?"([^"]+)"/g)].some(([, text = ""]) => line.includes(text));

  /** The samples that a line makes in a log group. */
  const counted = (logGroup: string, line: string): readonly string[] =>
    ofType<Filter>("AWS::Logs::MetricFilter")
      .filter(({ LogGroupName, FilterPattern }) => LogGroupName === logGroup && matches(FilterPattern, line))
      .flatMap(({ MetricTransformations }) =>
        MetricTransformations.map(({ MetricNamespace, MetricName }) =>
          keyOf({ namespace: MetricNamespace, name: MetricName, dimensions: {} }),
        ),
      );

  // Nobody but Lambda can end a function, so these are its lines as the manual shows them:
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
  test.each([
    ["REPORT RequestId: 1 Duration: 5000.00 ms Billed Duration: 5000 ms Status: timeout", true],
    ["REPORT RequestId: 1 Duration: 90.00 ms Status: error Error Type: Runtime.OutOfMemory", true],
    [
      "INIT_REPORT Init Duration: 9.00 ms Phase: init Status: error Error Type: Runtime.ImportModuleError",
      true,
    ],
    ["REPORT RequestId: 1 Duration: 12.10 ms Billed Duration: 13 ms Memory Size: 512 MB", false],
    ['{"level":"info","trigger":"pre-sign-up","outcome":"refused","reason":"excluded"}', false],
  ])("%s is a crash of any function: %s", (line, crash) => {
    const functions = ofType<{ FunctionName?: string; LoggingConfig?: unknown }>(
      "AWS::Lambda::Function",
    ).filter(({ id }) => id.endsWith("LambdaFunction"));
    expect(functions.length).toBeGreaterThan(20);
    for (const { FunctionName, LoggingConfig } of functions) {
      // In the other format of logs, Lambda's own lines are JSON, too.
      expect(LoggingConfig).toBeUndefined();
      expect(counted(`/aws/lambda/${FunctionName}`, line)).toEqual(crash ? watchedBy("CrashesAlarm") : []);
    }
  });

  test("whatever Cognito writes about a message is one that it could not send", () => {
    const [delivery, ...others] = ofType<{
      LogConfigurations: {
        EventSource: string;
        LogLevel: string;
        CloudWatchLogsConfiguration: { LogGroupArn: string };
      }[];
    }>("AWS::Cognito::LogDeliveryConfiguration");
    expect(others).toEqual([]);
    const [log] = delivery?.LogConfigurations ?? [];
    expect(log).toMatchObject({ EventSource: "userNotification", LogLevel: "ERROR" });
    const group = log?.CloudWatchLogsConfiguration.LogGroupArn.split(":")[6] ?? "";
    expect(counted(group, '{"eventSource":"userNotification"}')).toEqual(watchedBy("UnsentMessagesAlarm"));
  });
});

/** Every one has the dimensions by which its page says that AWS counts, and the values of the resource that is counted. */
describe("what AWS counts", () => {
  const functionName = (id: string) => stack.resolver.physicalId(id);
  const triggers = () => {
    const { LambdaConfig } = stack.template.Resources.CognitoUserPoolUsers?.Properties ?? {};
    return [...new Set(JSON.stringify(LambdaConfig).match(/\w+LambdaFunction/g))].map(functionName);
  };
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  const ofLambda = (name: string, functions: readonly string[]) =>
    functions.map((FunctionName) => ({ namespace: "AWS/Lambda", name, dimensions: { FunctionName } }));

  interface Table {
    readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[];
  }
  const tablesOf = () => ofType<Table>("AWS::DynamoDB::Table").filter(({ id }) => id !== "ItemsTable");
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html: what the table alone is named
  // for holds nothing of its indexes.
  const ofTables = (name: string) =>
    tablesOf().map(({ id }) => ({
      namespace: "AWS/DynamoDB",
      name,
      dimensions: { TableName: stack.resolver.physicalId(id) },
    }));
  const ofIndexes = (name: string) =>
    tablesOf().flatMap(({ id, GlobalSecondaryIndexes = [] }) =>
      GlobalSecondaryIndexes.map(({ IndexName }) => ({
        namespace: "AWS/DynamoDB",
        name,
        dimensions: { TableName: stack.resolver.physicalId(id), GlobalSecondaryIndexName: IndexName },
      })),
    );

  interface EventSource {
    readonly FunctionName: string;
    readonly DestinationConfig: { readonly OnFailure: { readonly Destination: string } };
  }
  const eventSources = () => ofType<EventSource>("AWS::Lambda::EventSourceMapping");
  const last = (arn: string) => arn.split(":").at(-1) ?? "";

  const COUNTED: Readonly<Record<string, () => readonly Sample[]>> = {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
    ApiErrorsAlarm: () =>
      ofType("AWS::ApiGatewayV2::Api").map(({ id }) => ({
        namespace: "AWS/ApiGateway",
        name: "5xx",
        dimensions: { ApiId: stack.resolver.physicalId(id) },
      })),
    SlowTriggersAlarm: () => ofLambda("Duration", triggers()),
    ThrottledTriggersAlarm: () => ofLambda("Throttles", triggers()),
    ThrottledReadsAlarm: () => ofTables("ReadThrottleEvents"),
    ThrottledWritesAlarm: () => ofTables("WriteThrottleEvents"),
    ThrottledIndexReadsAlarm: () => ofIndexes("ReadThrottleEvents"),
    ThrottledIndexWritesAlarm: () => ofIndexes("WriteThrottleEvents"),
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    DeadLettersAlarm: () =>
      [
        ...new Set(eventSources().map(({ DestinationConfig }) => DestinationConfig.OnFailure.Destination)),
      ].map((queue) => ({
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: last(queue) },
      })),
    DelayedEventsAlarm: () =>
      ofLambda("IteratorAge", [...new Set(eventSources().map(({ FunctionName }) => last(FunctionName)))]),
  };

  test.each(Object.entries(COUNTED))("is what %s watches, and all of it", (alarm, samples) => {
    const keys = samples().map(keyOf);
    expect(keys.length).toBeGreaterThan(0);
    expect(watchedBy(alarm)).toEqual(keys.sort());
  });

  // https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html
  test.each([
    ["SignIn", ["UserPool", "UserPoolClient"]],
    ["SignUp", ["UserPool", "UserPoolClient"]],
    ["TokenRefresh", ["UserPool", "UserPoolClient"]],
    ["Federation", ["UserPool", "UserPoolClient", "IdentityProvider"]],
  ])("of requests that Cognito holds back is queried by its dimensions: %s", (occasion, dimensions) => {
    const [query, ...others] = alarmOf(`Cognito${occasion}ThrottlesAlarm`).Metrics ?? [];
    expect(others).toEqual([]);
    const pool = stack.resolver.physicalId("CognitoUserPoolUsers");
    expect(query?.Expression).toBe(
      `SELECT SUM(${occasion}Throttles) FROM SCHEMA("AWS/Cognito", ${dimensions.join(", ")}) WHERE UserPool = '${pool}'`,
    );
  });

  test("no alarm is left out here", () => {
    const here = [
      ...["Faults", "RareFaults", "Refusals", "Crashes", "UnsentMessages"],
      ...["SignIn", "SignUp", "TokenRefresh", "Federation"].map((occasion) => `Cognito${occasion}Throttles`),
    ].map((name) => `${name}Alarm`);
    expect([...here, ...Object.keys(COUNTED)].sort()).toEqual(
      ofType("AWS::CloudWatch::Alarm")
        .map(({ id }) => id)
        .sort(),
    );
  });
});
