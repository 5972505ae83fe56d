import type { TemplatePart } from "../framework";

/** Questions that docs/runbook.md asks of the log, saved under CloudWatch's Logs Insights. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  faults: [
    'filter outcome = "fault"',
    "fields coalesce(trigger, api, stream, resource) as function, coalesce(error.code, error.name) as what",
    "stats count() as times, latest(@timestamp) as last by function, what, error.message",
    "sort times desc",
  ],
  crashes: [
    "filter @message like /Status: timeout|Error Type: Runtime\\./",
    "fields @timestamp, @log, @message",
    "sort @timestamp desc",
  ],
  refusals: [
    'filter outcome = "refused"',
    "stats count() as times, count_distinct(coalesce(sub, login)) as people by coalesce(trigger, api) as function, reason",
    "sort times desc",
  ],
  "one-person": [
    '# Put the person\'s sub here. Where only a login was typed, take "login" of another line of theirs.',
    'filter sub = "00000000-0000-0000-0000-000000000000"',
    "fields @timestamp, coalesce(trigger, api) as function, source, route, outcome, reason, milliseconds",
    "sort @timestamp",
  ],
  slowest: [
    "filter ispresent(milliseconds)",
    "stats count() as calls, pct(milliseconds, 50) as p50, pct(milliseconds, 99) as p99, max(milliseconds) as longest by coalesce(trigger, api, stream) as function",
    "sort p99 desc",
  ],
  warnings: [
    "filter ispresent(warnings.0)",
    "stats count() as times, latest(@timestamp) as last by coalesce(trigger, api, stream) as function, warnings.0",
    "sort times desc",
  ],
  migration: ['filter trigger = "user-migration"', "stats count() as times by outcome, reason, bin(1h)"],
};

export const logQueries = (folder: string, logGroups: readonly string[]): TemplatePart["Resources"] =>
  Object.fromEntries(
    Object.entries(QUERIES).map(([name, steps]) => [
      `${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}LogQuery`,
      {
        Type: "AWS::Logs::QueryDefinition",
        Properties: {
          Name: `${folder}/${name}`,
          QueryString: steps.join("\n| ").replace(/^(#.*)\n\| /, "$1\n"),
          LogGroupNames: logGroups.map((id) => ({ Ref: id })),
        },
      },
    ]),
  );
