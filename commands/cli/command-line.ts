import { setMaxListeners } from "node:events";
import { COMMANDS } from "../catalogue";
import type { StageParameters } from "../stage/parameters";
import { choosePlace, type PlaceOptions } from "../stage/place";
import type { RunningEdition } from "../stage/running-edition";
import { connectStage } from "../stage/stage";
import { parseArguments, refuseOptionsKeptByNpm } from "./arguments";
import { describeAwsError } from "./aws-error";
import type { Command, ParsedInput } from "./command";
import { CommandError, UsageError, ValueError } from "./errors";
import { type Output, printable, render } from "./output";
import type { Terminal } from "./terminal";
import { overviewOf, usageOf } from "./usage";

export interface CommandLineDependencies {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly clock: () => Date;
  readonly readParameters: (stage: string) => Promise<StageParameters>;
  readonly findRunningEdition: (stage: string) => Promise<RunningEdition | undefined>;
  readonly hasAwsCredentials: () => Promise<boolean>;
}

/** 64 is EX_USAGE of BSD's sysexits.h. */
const EXIT = { done: 0, refused: 1, pending: 2, misunderstood: 64 } as const;

/** Runs the command that the first word names, and returns the exit code. */
export async function runCommandLine(
  [name, ...words]: readonly string[],
  dependencies: CommandLineDependencies,
): Promise<number> {
  const { terminal } = dependencies;
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || command === undefined) {
    const complaint = name === undefined ? [] : [`There is no command ${printable(name)}.`, ""];
    terminal.printMessage([...complaint, overviewOf(COMMANDS)].join("\n"));
    return EXIT.misunderstood;
  }
  try {
    refuseOptionsKeptByNpm(name, command, dependencies.environment);
    const input = parseArguments(command, words);
    if (input.options.help === true) {
      terminal.printResult(usageOf(name, command));
      return EXIT.done;
    }
    const output = await perform(name, command, input, dependencies);
    terminal.printResult(render(output));
    if ("pending" in output) return EXIT.pending;
    return "incomplete" in output ? EXIT.refused : EXIT.done;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.printMessage([printable(error.message), "", usageOf(name, command)].join("\n"));
      return EXIT.misunderstood;
    }
    if (!(error instanceof ValueError || error instanceof CommandError)) throw error;
    terminal.printMessage(printable(error.message));
    return error instanceof ValueError ? EXIT.misunderstood : EXIT.refused;
  }
}

async function perform(
  name: string,
  command: Command,
  input: ParsedInput,
  dependencies: CommandLineDependencies,
): Promise<Output> {
  const { environment, terminal, clock, readParameters } = dependencies;
  const place = await choosePlace(placeOptionsOf(input), { ...dependencies, tell: terminal.printMessage });
  const stage = connectStage(place, environment);
  try {
    const { signal } = new AbortController();
    // An import sends many requests at once, each of which adds a listener.
    setMaxListeners(0, signal);
    return await command.perform(input, {
      stage,
      parameters: async () => ({
        ...(await readParameters(place.stage)),
        ...(place.signUpPage !== undefined && { signUpUrl: place.signUpPage }),
      }),
      terminal,
      clock,
      signal,
      context: () => ({ now: clock(), signal, by: { kind: "command", id: name } }),
    });
  } catch (error) {
    const description = describeAwsError(error, place);
    throw description === undefined ? error : new CommandError(description, { cause: error });
  } finally {
    stage.close();
  }
}

function placeOptionsOf({ options }: ParsedInput): PlaceOptions {
  const text = (name: string) => (typeof options[name] === "string" ? options[name] : undefined);
  return {
    stage: text("stage"),
    region: text("region"),
    endpoint: text("endpoint"),
    "pool-endpoint": text("pool-endpoint"),
  };
}
