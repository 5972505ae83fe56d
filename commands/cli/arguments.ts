import { type ParseArgsConfig, parseArgs } from "node:util";
import { isRecord } from "../../shared/json";
import type { Command, Option, Options, ParsedInput } from "./command";
import { UsageError } from "./errors";
import { COMMON_OPTIONS } from "./usage";

export function parseArguments(command: Command, words: readonly string[]): ParsedInput {
  const { values, positionals } = parseWords({ ...command.options, ...COMMON_OPTIONS }, words);
  if (values.help !== true) checkCompleteness(command, values, positionals);
  const args = Object.entries(command.args).map(([name, shown], index) => [
    name,
    isList(shown) ? positionals.slice(index) : (positionals[index] ?? ""),
  ]);
  return { args: Object.fromEntries(args), options: values };
}

const isList = (shown: string): boolean => shown.endsWith("...");

function checkCompleteness(
  command: Command,
  values: ParsedInput["options"],
  positionals: readonly string[],
): void {
  const args = Object.values(command.args);
  const superfluous = args.some(isList) ? [] : positionals.slice(args.length);
  if (superfluous.length > 0) throw new UsageError(`Too many arguments: ${superfluous.join(" ")}`);
  const missing = [
    ...args.filter((_, index) => !positionals[index]),
    ...Object.entries(command.options)
      .filter(([name, { required }]) => required && !values[name])
      .map(([name, { value }]) => `--${name} ${value}`),
  ];
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.join(" ")}`);
}

function parseWords(options: Options, words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: toParseArgs(options),
      allowPositionals: true,
    });
    return { values: values as ParsedInput["options"], positionals };
  } catch (error) {
    if (!isMisuse(error)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

const isMisuse = (error: unknown): error is { message: string } =>
  isRecord(error) && String(error.code).startsWith("ERR_PARSE_ARGS_");

/** By default, a switch is off and a list is empty. */
const toParseArgs = (options: Options): NonNullable<ParseArgsConfig["options"]> =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, toParseArg(option)]));

function toParseArg({
  value,
  repeatable,
  ...option
}: Option): NonNullable<ParseArgsConfig["options"]>[string] {
  if (value === undefined) return { type: "boolean", default: false };
  if (repeatable) return { type: "string", multiple: true, default: [] };
  return { type: "string", ...(option.default !== undefined && { default: option.default }) };
}

/**
 * npm keeps options for itself that come without `--` before them. The command would then work on the wrong stage, or write in
 * spite of `--dry-run`. Other lost switches show in the output or lead to a question, so they are not checked.
 */
export function refuseOptionsKeptByNpm(
  name: string,
  command: Command,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const kept = Object.entries({ ...command.options, ...COMMON_OPTIONS } as Options)
    .filter(([option, { value }]) => value !== undefined || option === "dry-run")
    .map(([option]) => option)
    .filter((option) => environment[`npm_config_${option.replaceAll("-", "_")}`] !== undefined);
  if (kept.length === 0) return;
  const options = kept.map((option) => `--${option}`).join(" ");
  throw new UsageError(
    `npm kept ${options} for itself. Options come after two hyphens: npm run ${name} -- … ${options} …`,
  );
}
