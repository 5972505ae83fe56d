import { HOW_A_PLACE_IS_CHOSEN, PLACE_DEFAULTS } from "../stage/place";
import type { Command, Options } from "./command";

/** What every command takes. */
export const COMMON_OPTIONS = {
  stage: { value: "<stage>", explanation: `the stage to work on (default: ${PLACE_DEFAULTS.stage})` },
  region: {
    value: "<region>",
    explanation: `the AWS region of the stage (default: ${PLACE_DEFAULTS.region})`,
  },
  endpoint: { value: "<url>", explanation: "the URL of a DynamoDB that is not in AWS" },
  "pool-endpoint": { value: "<url>", explanation: "the URL of the user pool that belongs to it" },
  help: { explanation: "print this text" },
} as const satisfies Options;

export function usageOf(name: string, command: Command): string {
  const args = Object.values(command.args);
  const required = entriesOf(command.options)
    .filter(([, { required }]) => required)
    .map(([option, { value }]) => `--${option} ${value}`);
  return [
    `npm run ${[name, "--", ...args, ...required, "[options]"].join(" ")}`,
    command.explanation,
    ["Options", ...lines({ ...command.options, ...COMMON_OPTIONS })].join("\n"),
    HOW_A_PLACE_IS_CHOSEN,
  ].join("\n\n");
}

export function overviewOf(commands: Readonly<Record<string, Command>>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    "npm run <command> -- [arguments]",
    Object.entries(commands)
      .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
      .join("\n"),
    "npm run <command> -- --help explains each of them.",
  ].join("\n\n");
}

function lines(options: Options): string[] {
  const rows = entriesOf(options).map(([name, { value, explanation, required, repeatable, ...rest }]) => ({
    option: value === undefined ? `--${name}` : `--${name} ${value}`,
    explanation: `${explanation}${required ? " (required)" : ""}${repeatable ? " (repeatable)" : ""}${rest.default === undefined ? "" : ` (default: ${rest.default})`}`,
  }));
  const width = Math.max(...rows.map(({ option }) => option.length));
  return rows.map(({ option, explanation }) => `  ${option.padEnd(width)}  ${explanation}`);
}

const entriesOf = (options: Options) => Object.entries(options);
