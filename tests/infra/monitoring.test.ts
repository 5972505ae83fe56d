import { readFileSync } from "node:fs";
import path from "node:path";
import { FIELDS } from "../../docs/generators/log-meanings";
import { readTemplate, type Template } from "../harness/packaged-service";
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
  "ThrottledIndexReadsAlarm",
  "ThrottledIndexWritesAlarm",
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
