import type { Serverless, Variables } from "../framework";
import { examplesLeft, isUnresolved, problemsOf, valuesOf, type WrittenParameters } from "./problems";

/**
 * Stops every command at a parameter that is misspelt, missing or invalid. The framework itself would ignore a misspelt one and
 * deploy an invalid one. A stage that keeps its data is not deployed with the example values of serverless.yml either, because
 * people would see them.
 */
export class ParametersPlugin {
  readonly hooks?: { initialize(): void };

  constructor(
    serverless: Pick<Serverless, "classes" | "configurationInput" | "processedInput">,
    _options: object,
    { log }: { readonly log: { warning(text: string): void } },
  ) {
    const { command, isHelpRequest } = serverless.processedInput;
    if (isHelpRequest) return;
    const stopAt = (text: string | undefined) => {
      if (text !== undefined) throw new serverless.classes.Error(text, "BAD_PARAMETERS");
    };
    const check = () => {
      const written = parametersOf(serverless);
      stopAt(
        listed("Some parameters need a change:", [
          ...stageMistakes(serverless, written.stage),
          ...problemsOf(written),
        ]),
      );
      const examples = listed(
        `The stage ${written.stage} keeps its data. It is not deployed as long as these values are examples:`,
        examplesLeft(written),
      );
      if (command === "deploy" || command === "deploy function") stopAt(examples);
      return examples;
    };
    check();
    // Parameters that hold variables have their values only when this hook runs.
    this.hooks = {
      initialize() {
        const examples = check();
        if (command === "package" && examples !== undefined) log.warning(examples);
      },
    };
  }
}

const listed = (title: string, lines: readonly string[]): string | undefined =>
  lines.length === 0 ? undefined : [title, ...lines.map((line) => `- ${line}`)].join("\n");

type Configured = Pick<Serverless, "configurationInput" | "processedInput">;

function parametersOf({ configurationInput, processedInput: { options } }: Configured): WrittenParameters {
  const stage = options.stage ?? configurationInput.provider?.stage;
  const commandLine: Record<string, string> = {};
  const unreadable: string[] = [];
  for (const item of options.param ?? []) {
    const [, name, value] = /([^=]+)=(.+)/.exec(item) ?? [];
    if (name === undefined || value === undefined) unreadable.push(item);
    else commandLine[name] = value.trimEnd();
  }
  return {
    stage: typeof stage === "string" && !stage.includes("${") ? stage : "dev",
    blocks: configurationInput.params ?? {},
    commandLine,
    unreadable,
  };
}

/** The parameters as they are written, for use before the framework has resolved its variables. */
export function writtenVariables(serverless: Configured): Variables {
  const values = valuesOf(parametersOf(serverless));
  return {
    async resolveVariable(variable) {
      const [, name = ""] = /^param:(\w+)/.exec(variable) ?? [];
      const value = values[name] ?? null;
      if (isUnresolved(value)) throw new Error(`${name} depends on a variable`);
      return value;
    },
  };
}

/** The most characters that the name of a function has in Lambda. */
const LONGEST_FUNCTION_NAME = 64;

/** The framework calls a function `<service>-<stage>-<its name>`. */
function stageMistakes({ configurationInput: { service, functions = {} } }: Configured, stage: string) {
  const longestOfAll = Math.max(...Object.keys(functions).map((name) => name.length));
  const longest = LONGEST_FUNCTION_NAME - `${service}--`.length - longestOfAll;
  if (/^[a-z][a-z0-9-]*$/.test(stage) && stage.length <= longest) return [];
  return [
    `the stage ${stage} must be at most ${longest} lower-case letters, digits and hyphens, and begin with a letter: ` +
      `it is part of the functions' names, which have at most ${LONGEST_FUNCTION_NAME} characters`,
  ];
}
