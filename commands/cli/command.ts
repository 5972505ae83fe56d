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

interface Input<Arg extends string, Declared extends Options> {
  readonly args: Readonly<Record<Arg, string>>;
  readonly options: { readonly [Name in keyof Declared]: ValueOf<Declared[Name]> };
}

export interface ParsedInput {
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export interface CommandDependencies {
  readonly stage: Stage;
  /** The parameters that serverless.yml has for the stage. */
  readonly parameters: () => Promise<StageParameters>;
  readonly terminal: Pick<Terminal, "ask" | "printMessage">;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** The context of a change, which the audit trail tells of as this command's. */
  readonly context: () => ChangeContext;
}

interface Description {
  readonly summary: string;
  /** What the command does and what it leaves alone. */
  readonly explanation: string;
}

export interface Command extends Description {
  /** The arguments, all of them required, each as the usage shows it. */
  readonly args: Readonly<Record<string, string>>;
  readonly options: Options;
  perform(input: ParsedInput, dependencies: CommandDependencies): Promise<Output>;
}

/** The compiler checks `perform` against the arguments and options that the command declares. */
export const defineCommand = <const Arg extends string, const Declared extends Options>(
  command: Description & {
    readonly args: Readonly<Record<Arg, string>>;
    readonly options: Declared;
    perform(input: Input<Arg, Declared>, dependencies: CommandDependencies): Promise<Output>;
  },
): Command => command;
