import { readFileSync } from "node:fs";
import path from "node:path";
import { FIELDS } from "../../docs/generators/log-meanings";
import { startFailingTables } from "../harness/faulty-tables";
import { readTemplate, type Template } from "../harness/packaged-service";
import { recordedEvent } from "../harness/recorded-event";
import { loadTrigger } from "../harness/triggers";
import { asArguments, packagedStages, packageService } from "./packaged-stages";

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}
interface Query {
  readonly Expression?: string | { readonly "Fn::Sub": string };
  readonly MetricStat?: { readonly Metric: Metric };
}
interface Alarm extends Metric {
  readonly AlarmDescription: string;
  readonly Metrics?: readonly Query[];
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
}

const ofType = <Properties>(template: Template, type: string): [id: string, properties: Properties][] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => [id, Properties as Properties]);
const alarmsOf = (template: Template) => ofType<Alarm>(template, "AWS::CloudWatch::Alarm");
const functionsOf = (template: Template) => ofType(template, "AWS::Lambda::Function").map(([id]) => id);

/** Logical ids that a part of the template refers to. */
const references = (part: unknown): string[] =>
  [...JSON.stringify(part).matchAll(/"Ref":"(\w+)"|"Fn::GetAtt":\["(\w+)"|\$\{(\w+)(?:\.\w+)?\}/g)].map(
    ([, ref, attribute, inText]) => ref ?? attribute ?? inText ?? "",
  );

const stages = packagedStages();
const ALARMS = [
  "FaultsAlarm",
  "RareFaultsAlarm",
  "CrashesAlarm",
  "ApiErrorsAlarm",
  "SlowTriggersAlarm",
  "ThrottledTriggersAlarm",
  "ThrottledReadsAlarm",
  "ThrottledWritesAlarm",
  "CognitoSignInThrottlesAlarm",
  "CognitoSignUpThrottlesAlarm",
  "CognitoTokenRefreshThrottlesAlarm",
  "CognitoFederationThrottlesAlarm",
  "UnsentMessagesAlarm",
  "RefusalsAlarm",
  "DeadLettersAlarm",
  "DelayedEventsAlarm",
];

test("a stage that is monitored has every alarm, and one that is not has nothing of the kind", async () => {
  const { dev, prod, full } = await stages;
  expect(alarmsOf(prod).map(([id]) => id)).toEqual(ALARMS);
  expect(alarmsOf(full).map(([id]) => id)).toEqual(ALARMS);
  const types = new Set(Object.values(dev.Resources).map(({ Type }) => Type));
  expect(
    [...types].filter((type) => /CloudWatch|QueryDefinition|MetricFilter|LogDelivery/.test(type)),
  ).toEqual([]);
});

test("alarms tell the topic when they begin and when they are over, and nobody without a topic", async () => {
  const { prod } = await stages;
  for (const [, { AlarmActions, OKActions }] of alarmsOf(prod))
    expect([AlarmActions, OKActions]).toEqual([[], []]);
  const alarmTopic = "arn:aws:sns:eu-central-1:123456789012:alarms";
  const told = readTemplate(await packageService("--stage", "prod", ...asArguments({ alarmTopic })));
  for (const [, { AlarmActions, OKActions }] of alarmsOf(told))
    expect([AlarmActions, OKActions]).toEqual([[alarmTopic], [alarmTopic]]);
});

test("what alarms, dashboard and queries refer to is in the template, with at most ten metrics an alarm", async () => {
  const { full } = await stages;
  const parts = Object.values(full.Resources).filter(({ Type }) =>
    /CloudWatch|QueryDefinition|MetricFilter|LogDelivery/.test(Type),
  );
  expect(parts.length).toBeGreaterThan(ALARMS.length);
  const missing = parts.flatMap(references).filter((id) => id !== "AWS" && full.Resources[id] === undefined);
  expect(missing).toEqual([]);
  for (const [, { Metrics = [] }] of alarmsOf(full))
    expect(Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length).toBeLessThanOrEqual(10);
});

test("no trigger and no table is left out of an alarm about them", async () => {
  const { full } = await stages;
  const watched = (alarm: string) => references(full.Resources[alarm]).sort();
  const invocations = ofType<{ FunctionName: unknown; Principal: string }>(full, "AWS::Lambda::Permission");
  const triggers = invocations
    .filter(([, { Principal }]) => Principal === "cognito-idp.amazonaws.com")
    .flatMap(([, { FunctionName }]) => references(FunctionName));
  expect(watched("ThrottledTriggersAlarm")).toEqual([...new Set(triggers)].sort());
  expect(watched("SlowTriggersAlarm")).toEqual([...new Set(triggers)].sort());
  const tables = ofType(full, "AWS::DynamoDB::Table").map(([id]) => id);
  const own = tables.filter((id) => id !== "ItemsTable").sort();
  expect(watched("ThrottledReadsAlarm")).toEqual(own);
  expect(watched("ThrottledWritesAlarm")).toEqual(own);
});

test("a fault and a refusal are samples of the metrics that their alarms watch", async () => {
  const { prod } = await stages;
  const tables = await startFailingTables("InternalServerError");
  const trigger = loadTrigger("pre-sign-up", tables.endpoint, { STAGE: "prod" });
  try {
    const privileged = { request: { userAttributes: { "custom:role": "admin" } } };
    for (const changes of [{}, privileged])
      await trigger(recordedEvent("PreSignUp_SignUp", changes)).catch(() => {});
    const watches = (alarm: string, line: Record<string, unknown> | undefined) => {
      const { Metrics, ...single } = Object(prod.Resources[alarm]?.Properties) as Alarm;
      const watched = Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) ?? [single];
      return watched.some((metric) => isSampleOf(metric, line));
    };
    const isSampleOf = (
      { Namespace, MetricName, Dimensions = [] }: Metric,
      line: Record<string, unknown> | undefined,
    ) => {
      const { CloudWatchMetrics } = Object(line?._aws) as {
        CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
      };
      const names = Dimensions.map(({ Name }) => Name);
      const published = CloudWatchMetrics.some(
        (metrics) =>
          metrics.Namespace === Namespace &&
          metrics.Metrics.some(({ Name }) => Name === MetricName) &&
          metrics.Dimensions.some((set) => JSON.stringify(set) === JSON.stringify(names)),
      );
      return published && Dimensions.every(({ Name, Value }) => line?.[Name] === Value);
    };
    const [fault, refusal] = trigger.log();
    expect([watches("FaultsAlarm", fault), watches("RefusalsAlarm", fault)]).toEqual([true, false]);
    expect([watches("FaultsAlarm", refusal), watches("RefusalsAlarm", refusal)]).toEqual([false, true]);
  } finally {
    await trigger.stop();
    await tables.stop();
  }
});

/** As CloudWatch reads a pattern of `?"text"` terms: one of them is in the line. */
const matches = (pattern: string, line: string): boolean =>
  [...pattern.matchAll(/\?"([^"]+)"/g)].some(([, text = ""]) => line.includes(text));

test.each([
  ["REPORT RequestId: 1 Duration: 5000.00 ms Billed Duration: 5000 ms Status: timeout", true],
  ["REPORT RequestId: 1 Duration: 90.00 ms Status: error Error Type: Runtime.OutOfMemory", true],
  [
    "INIT_REPORT Init Duration: 9.00 ms Phase: init Status: error Error Type: Runtime.ImportModuleError",
    true,
  ],
  ["REPORT RequestId: 1 Duration: 12.10 ms Billed Duration: 13 ms Memory Size: 512 MB", false],
  ['{"level":"info","trigger":"pre-sign-up","outcome":"refused","reason":"excluded"}', false],
])("%s is a crash: %s", async (line, crash) => {
  const { full } = await stages;
  const filters = ofType<{ FilterPattern: string; LogGroupName: { Ref: string } }>(
    full,
    "AWS::Logs::MetricFilter",
  ).filter(([id]) => id.endsWith("Crashes"));
  expect(
    filters.map(([, { LogGroupName }]) => LogGroupName.Ref.replace("LogGroup", "LambdaFunction")).sort(),
  ).toEqual(
    functionsOf(full)
      .filter((id) => id.endsWith("LambdaFunction"))
      .sort(),
  );
  for (const [, { FilterPattern }] of filters) expect(matches(FilterPattern, line)).toBe(crash);
});

test("the metrics of log lines are those that alarms watch", async () => {
  const { prod } = await stages;
  const made = ofType<{ MetricTransformations: { MetricNamespace: string; MetricName: string }[] }>(
    prod,
    "AWS::Logs::MetricFilter",
  ).flatMap(([, { MetricTransformations }]) =>
    MetricTransformations.map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`),
  );
  const watched = ["CrashesAlarm", "UnsentMessagesAlarm"].map((id) => {
    const { Namespace, MetricName } = Object(prod.Resources[id]?.Properties) as Metric;
    return `${Namespace} ${MetricName}`;
  });
  expect([...new Set(made)].sort()).toEqual(watched.sort());
});

const RUNBOOK = readFileSync(path.join(__dirname, "..", "..", "docs", "runbook.md"), "utf8");
const headings = (level: string): string[] =>
  [...RUNBOOK.matchAll(new RegExp(`^${level} (.+)$`, "gm"))].map(([, heading = ""]) =>
    heading.toLowerCase().replaceAll(" ", "-"),
  );

test("each alarm leads to its section of the runbook, and the runbook has no other alarms", async () => {
  const { full } = await stages;
  const sections = alarmsOf(full).map(
    ([, { AlarmDescription }]) => AlarmDescription.split("docs/runbook.md#")[1],
  );
  expect([...new Set(sections)]).toEqual(headings("###"));
});

test("saved queries ask for fields that log lines have", async () => {
  const { full } = await stages;
  const queries = ofType<{ Name: string; QueryString: string; LogGroupNames: unknown[] }>(
    full,
    "AWS::Logs::QueryDefinition",
  );
  expect(queries.length).toBeGreaterThan(0);
  for (const [, { QueryString, LogGroupNames }] of queries) {
    expect(LogGroupNames).toHaveLength(
      functionsOf(full).filter((id) => id.endsWith("LambdaFunction")).length,
    );
    const aliases = [...QueryString.matchAll(/ as (\w+)/g)].map(([, alias]) => alias);
    const words = QueryString.replace(/^#.*$/gm, "")
      .replace(/"[^"]*"|\/.*\//g, "")
      .match(/@?[a-z]\w*(?![\w(])/gi);
    const unknown = words?.filter(
      (word) =>
        !(word in FIELDS) &&
        !word.startsWith("@") &&
        !aliases.includes(word) &&
        !/^(filter|stats|sort|fields|by|as|asc|desc|like|code|name|message|1?h)$/.test(word),
    );
    expect(unknown).toEqual([]);
  }
  const named = queries.map(([, { Name }]) => Name.split("/")[1]);
  const inRunbook = [...RUNBOOK.matchAll(/query `([\w-]+)`/g)].map(([, name]) => name);
  expect([...new Set(inRunbook)].sort()).toEqual(named.sort());
});

test("the dashboard is JSON, and names the metrics that functions publish", async () => {
  const { prod } = await stages;
  const { DashboardBody } = Object(prod.Resources.Dashboard?.Properties) as {
    DashboardBody: { "Fn::Sub": string };
  };
  const { widgets } = JSON.parse(DashboardBody["Fn::Sub"]);
  expect(new Set(widgets.map(({ x, y }: { x: number; y: number }) => `${x} ${y}`)).size).toBe(widgets.length);
  expect(DashboardBody["Fn::Sub"]).toContain("{CognitoTriggers,stage,trigger,outcome}");
});

test("tracing follows every function, and lets each of their roles write what it sees", async () => {
  const { prod, full } = await stages;
  expect(prod.Resources.TracingPolicy).toBeUndefined();
  const functions = ofType<{ Role: { "Fn::GetAtt": string[] }; TracingConfig?: unknown }>(
    full,
    "AWS::Lambda::Function",
  ).filter(([id]) => id.endsWith("LambdaFunction"));
  for (const [, { TracingConfig }] of functions) expect(TracingConfig).toEqual({ Mode: "Active" });
  const roles = new Set(functions.map(([, { Role }]) => Role["Fn::GetAtt"][0]));
  expect(new Set(references(full.Resources.TracingPolicy))).toEqual(roles);
  for (const [, { TracingConfig }] of ofType<{ TracingConfig?: unknown }>(prod, "AWS::Lambda::Function"))
    expect(TracingConfig).toBeUndefined();
});
