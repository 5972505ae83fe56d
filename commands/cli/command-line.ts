import { type ParseArgsConfig, parseArgs } from "node:util";
import { isRecord } from "../../shared/json";
import { COMMANDS } from "../catalogue";
import { choosePlace } from "../stage/place";
import type { RunningEdition } from "../stage/running-edition";
import { connectStage } from "../stage/stage";
import type { Parameters } from "../stage/stage-parameters";
import { complaintAbout } from "./aws-error";
import type { Command, Option, Options, ParsedInput, Report } from "./command";
import { CommandError, UsageError } from "./errors";
import { printable, render } from "./report";
import type { Terminal } from "./terminal";
import { COMMON_OPTIONS, overviewOf, usageOf } from "./usage";

export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly clock: () => Date;
  readonly readParameters: (stage: string) => Promise<Parameters>;
  readonly findRunningEdition: (stage: string) => Promise<RunningEdition | undefined>;
  readonly hasAwsCredentials: () => Promise<boolean>;
}

export const EXIT = { done: 0, refused: 1, misunderstood: 2 } as const;

/** Runs the command that the first argument names, and returns the exit code. */
export async function runCommandLine([name, ...args]: readonly string[], world: World): Promise<number> {
  const { terminal } = world;
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || command === undefined) {
    const complaint = name === undefined ? [] : [`There is no command ${printable(name)}.`, ""];
    terminal.complain([...complaint, overviewOf(COMMANDS)].join("\n"));
    return EXIT.misunderstood;
  }
  try {
    refuseOptionsTakenByNpm(name, command, world.environment);
    const input = parse(command, args);
    if (input.options.help === true) {
      terminal.print(usageOf(name, command));
      return EXIT.done;
    }
    const report = await perform(command, input, world);
    terminal.print(render(report));
    return "incomplete" in report ? EXIT.refused : EXIT.done;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.complain([printable(error.message), "", usageOf(name, command)].join("\n"));
      return EXIT.misunderstood;
    }
    if (!(error instanceof CommandError)) throw error;
    terminal.complain(printable(error.message));
    return EXIT.refused;
  }
}

async function perform(command: Command, input: ParsedInput, world: World): Promise<Report> {
  const place = await placeOf(input, world);
  const stage = connectStage(place, world.environment);
  try {
    return await command.perform(input, {
      ...world,
      stage,
      parameters: () => world.readParameters(place.stage),
      signal: new AbortController().signal,
    });
  } catch (error) {
    const complaint = complaintAbout(error, place);
    throw complaint === undefined ? error : new CommandError(complaint, { cause: error });
  } finally {
    stage.close();
  }
}

function parse(command: Command, args: readonly string[]): ParsedInput {
  const { values, positionals } = parseStrictly({ ...command.options, ...COMMON_OPTIONS }, args);
  if (values.help !== true) requireAll(command, values, positionals);
  const words = Object.keys(command.words).map((name, index) => [name, positionals[index] ?? ""]);
  return { words: Object.fromEntries(words), options: values };
}

function requireAll(command: Command, values: ParsedInput["options"], positionals: readonly string[]): void {
  const words = Object.values(command.words);
  const superfluous = positionals.slice(words.length);
  if (superfluous.length > 0)
    throw new UsageError(`This is more than the command takes: ${superfluous.join(" ")}`);
  const missing = [
    ...words.filter((_, index) => !positionals[index]),
    ...Object.entries(command.options)
      .filter(([name, { required }]) => required && !values[name])
      .map(([name, { value }]) => `--${name} ${value}`),
  ];
  if (missing.length > 0) throw new UsageError(`This is missing: ${missing.join(" ")}`);
}

function parseStrictly(options: Options, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
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

/** Switches that are not given are off, and lists are empty. */
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
 * Without `--` before it npm keeps an option for itself, and the command would work on another stage than is meant, or in
 * earnest where `--dry-run` is. What other switches do is asked for or seen.
 */
function refuseOptionsTakenByNpm(name: string, command: Command, environment: World["environment"]): void {
  const taken = Object.entries({ ...command.options, ...COMMON_OPTIONS } as Options)
    .filter(([option, { value }]) => value !== undefined || option === "dry-run")
    .map(([option]) => option)
    .filter((option) => environment[`npm_config_${option.replaceAll("-", "_")}`] !== undefined);
  if (taken.length === 0) return;
  const options = taken.map((option) => `--${option}`).join(" ");
  throw new UsageError(
    `npm kept ${options} for itself. Options come after two hyphens: npm run ${name} -- … ${options} …`,
  );
}

const placeOf = ({ options }: ParsedInput, world: World) => {
  const given = (name: string) => (typeof options[name] === "string" ? options[name] : undefined);
  return choosePlace(
    {
      stage: given("stage"),
      region: given("region"),
      endpoint: given("endpoint"),
      "pool-endpoint": given("pool-endpoint"),
    },
    { ...world, tell: world.terminal.complain },
  );
};
