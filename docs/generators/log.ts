import { writeFileSync } from "node:fs";
import path from "node:path";
import { PROBLEM_CODES, Problem } from "../../shared/api/problem";
import type { LogFields } from "../../shared/runtime/log";
import { refuse, sentenceOf } from "../../shared/runtime/refusals";
import { trigger } from "../../shared/runtime/trigger";
import { FIELDS, NOT_MIGRATED, NOWHERE, OUTCOMES, REFUSALS, USUAL_OUTCOMES, WARNINGS } from "./log-meanings";
import { code, tableOf } from "./markdown";

export const LOG_PAGE = path.join(__dirname, "..", "log.md");

/** A real line of the log: a suspended person signs in. */
async function exampleLine(): Promise<LogFields> {
  const lines: LogFields[] = [];
  const invoke = trigger("pre-token-generation", () => async () => refuse("suspended-person"), {
    environment: { STAGE: "prod" },
    clock: () => new Date("2026-05-01T12:00:00Z"),
    log: (line) => lines.push({ ...line, milliseconds: 23, cold: false }),
  });
  const userAttributes = { sub: "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7" };
  await invoke({ triggerSource: "TokenGeneration_Authentication", request: { userAttributes } }).catch(
    () => {},
  );
  return { ...lines[0] };
}

const meanings = (head: string, words: Readonly<Record<string, string>>): string =>
  tableOf(
    [head, "What it means"],
    Object.entries(words).map(([word, meaning]) => [code(word), meaning]),
  );

export async function logPage(): Promise<string> {
  const { _aws, ...line } = await exampleLine();
  return `# The log

<!-- Made by \`npm run docs:generate\` from docs/generators/. Change it there. -->

Every call of a function writes one line of JSON: who, what was decided, why, and how long it took. It
goes to the log group of the function, \`/aws/lambda/cognito-triggers-<stage>-<function>\`.

No line holds a password, a code, a token, an e-mail address or an event.

## One line

Somebody suspended signs in, and gets no tokens:

\`\`\`json
${JSON.stringify(line, undefined, 2)}
\`\`\`

\`outcome\` says what was decided: somebody was \`refused\`. \`reason\` says by which rule, and
[the table of refusals](#refusals) what to do about it. The person has read a sentence that belongs to
the rule. The line also has \`_aws\`, left out here, which makes it a metric.

An outcome is one of three kinds:

- **\`refused\`**: a rule has said no, and works. One is daily life. Many at once are an attack, or a
  mistake in a client.
- **\`fault\`**: something is broken: a table or the old system does not answer, or a setting is wrong.
  The line has the \`error\`. The person reads no more than:
  "${sentenceOf("fault")}".
- everything else: it went as it should. [Outcomes](#outcomes) has all of them.

## Metrics

Every line is a sample of the metric \`milliseconds\` in the namespace \`CognitoTriggers\`. Its
dimensions are \`stage\`, \`trigger\` (or \`api\`, \`stream\`, \`resource\`) and \`outcome\`; the stage
and the outcome alone are dimensions as well. With \`monitoring: "on"\` the stack has alarms on them,
and queries of the log for [what alarms ask](runbook.md).

A reason is no dimension. Count it in CloudWatch Logs Insights, or give it a metric filter such as
\`{ $.reason = "legacy-user" }\`:

\`\`\`text
filter outcome = "refused" | stats count() by trigger, reason
\`\`\`

A function that cannot be loaded writes no line of ours. Lambda's own lines tell of it, and the alarm
[Crashes](runbook.md#crashes) counts them. Lambda's metric \`Errors\` counts every refusal of a trigger
too, because a refusal is an error for Lambda. If the API waited for that trigger, the API's line is a
fault that names it.

## Fields

${meanings("Field", FIELDS)}

## Outcomes

Every function has these:

${meanings("Outcome", USUAL_OUTCOMES)}

And by function:

${tableOf(
  ["Function", "Outcome", "What it means"],
  Object.entries(OUTCOMES).flatMap(([name, outcomes]) =>
    Object.entries(outcomes).map(([outcome, meaning]) => [code(name), code(outcome), meaning]),
  ),
)}

## Refusals

The reasons of \`refused\`, in the triggers and in \`GET /profile\`. People read a sentence each; it is in
\`shared/runtime/refusals.ts\`.

${tableOf(
  ["Reason", "What it means", "What to do"],
  Object.entries(REFUSALS).map(([refusal, { means, do: remedy }]) => [code(refusal), means, remedy]),
)}

In the API, \`reason\` can also be the code of a problem that the caller is told. A refusal of a
trigger is one of them there, and has its own line in the log of the trigger.

${tableOf(
  ["Reason", "Status", "What the caller reads"],
  PROBLEM_CODES.map((problem) => [
    code(problem),
    `${new Problem(problem).status}`,
    new Problem(problem).title,
  ]),
)}

## Reasons of the migration

The reasons of \`not-migrated\`. [The guide](migrating-users.md#watch) says what to do about them.

${meanings("Reason", NOT_MIGRATED)}

## Warnings

A line with warnings has the level \`warn\`. Some name something behind a colon.

${meanings("Warning", WARNINGS)}

Why somebody belongs nowhere:

${meanings("Reason", NOWHERE)}
`;
}

if (require.main === module) void logPage().then((page) => writeFileSync(LOG_PAGE, page));
