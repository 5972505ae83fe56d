import { isRecord } from "../../shared/json";
import type { PoolSurvey } from "../../shared/pool-attachment/attach";
import type { Plan, Step } from "../../shared/pool-attachment/plan";
import { settingsOf } from "../../shared/pool-attachment/pool-settings";
import { configAt, functionIn, triggersIn } from "../../shared/pool-attachment/triggers";

/** One line for each trigger of the suite, with its change. */
export function linesOfSteps({ steps, attachment }: Plan): readonly string[] {
  const width = Math.max(0, ...steps.map(({ trigger }) => trigger.length));
  return steps.map((step) => {
    const displaced = attachment.displaced[step.trigger];
    const later = displaced === undefined ? "" : `; pool:detach puts ${nameOf(functionIn(displaced))} back`;
    return `  ${step.trigger.padEnd(width)}  ${wordsFor(step)}${later}`;
  });
}

function wordsFor({ kind, before, after }: Step): string {
  switch (kind) {
    case "stays":
      return `stays ${nameOf(after)}`;
    case "filled":
      return `free, becomes ${nameOf(after)}`;
    case "changed":
      return `${nameOf(before)}, becomes ${nameOf(after)} as the stage has it now`;
    case "replaced":
      return `${before}, becomes ${nameOf(after)}`;
    case "occupied":
      return `occupied by ${before}`;
    case "put-back":
      return `${nameOf(before)}, becomes ${after} again`;
    case "removed":
      return `${nameOf(before)}, becomes free`;
  }
}

const nameOf = (arn: string | undefined): string => arn?.split(":").slice(6).join(":") ?? "nothing";

/** What an attachment leaves alone: other functions and settings. */
export function linesOfRest({ pool, plan }: PoolSurvey): readonly string[] {
  const config = isRecord(plan.config) ? plan.config : {};
  const changed = plan.steps.map(({ trigger }) => trigger);
  const others = triggersIn(config).filter((trigger) => !changed.includes(trigger));
  const names = Object.keys(settingsOf(pool)).filter((name) => name !== "LambdaConfig");
  return [
    ...others.map((trigger) => `  LambdaConfig.${trigger}  ${functionIn(configAt(config, trigger)) ?? ""}`),
    ...inLines(names.sort()),
  ];
}

const WIDTH = 100;

/** Names side by side, in lines of a terminal. */
function inLines(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const word = index === names.length - 1 ? name : `${name},`;
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines;
}

export const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines];

export const listed = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
