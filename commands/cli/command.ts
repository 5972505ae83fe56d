import type { ChangeContext } from "../../shared/runtime/invocation";
import type { StageParameters } from "../stage/parameters";
import type { Stage } from "../stage/stage";
import type { Output } from "./output";
import type { Terminal } from "./terminal";

export interface Option {
  readonly explanation: string;
  /** What follows the option, as the usage shows it; an option without one is a switch. */
  readonly value?: string;
  readonly default?: string;
  readonly required?: true;
  /** May be given several times; the command receives a list. */
  readonly repeatable?: true;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<Declared extends Option> = Declared extends { readonly value: string }
  ? Declared extends { readonly repeatable: true }
    ? readonly string[]
    : Declared extends { readonly required: true } | { readonly default: string }
      ? string
      : string | undefined
  : boolean;

/** Arguments by name, as the usage shows them. The last one may end in `...`: then it is one word or more. */
export type Arguments = Readonly<Record<string, string>>;

interface Input<Args extends Arguments, Declared extends Options> {
  readonly args: {
    readonly [Name in keyof Args]: Args[Name] extends `${string}...` ? readonly string[] : string;
  };
  readonly options: { readonly [Name in keyof Declared]: ValueOf<Declared[Name]> };
}

export interface ParsedInput {
  readonly args: Readonly<Record<string, string | readonly string[]>>;
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export interface CommandDependencies {
  readonly stage: Stage;
  /** The parameters that serverless.yml has for the stage. */
  readonly parameters: () => Promise<StageParameters>;
  readonly terminal: Pick<Terminal, "ask" | "printMessage">;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** The context of a change, with which the audit trail names this command. */
  readonly context: () => ChangeContext;
}

interface Description {
  readonly summary: string;
  /** What the command does and what it leaves alone. */
  readonly explanation: string;
}

export interface Command extends Description {
  /** All of them required. */
  readonly args: Arguments;
  readonly options: Options;
  perform(input: ParsedInput, dependencies: CommandDependencies): Promise<Output>;
}

/** The compiler checks `perform` against the arguments and options that the command declares. */
export const defineCommand = <const Args extends Arguments, const Declared extends Options>(
  command: Description & {
    readonly args: Args;
    readonly options: Declared;
    perform(input: Input<Args, Declared>, dependencies: CommandDependencies): Promise<Output>;
  },
): Command => command;
