import type { Stage } from "../stage/stage";
import type { Parameters } from "../stage/stage-parameters";
import type { Terminal } from "./terminal";

export interface Option {
  readonly explanation: string;
  /** What follows the option, as the usage writes it; an option without one is a switch. */
  readonly value?: string;
  readonly default?: string;
  readonly required?: true;
  /** May be given several times; what is given is then a list. */
  readonly repeatable?: true;
}

export type Options = Readonly<Record<string, Option>>;

type Given<Kind extends Option> = Kind extends { readonly value: string }
  ? Kind extends { readonly repeatable: true }
    ? readonly string[]
    : Kind extends { readonly required: true } | { readonly default: string }
      ? string
      : string | undefined
  : boolean;

interface Input<Word extends string, Known extends Options> {
  readonly words: Readonly<Record<Word, string>>;
  readonly options: { readonly [Name in keyof Known]: Given<Known[Name]> };
}

export interface ParsedInput {
  readonly words: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export interface Surroundings {
  readonly stage: Stage;
  /** What serverless.yml says of the stage. */
  readonly parameters: () => Promise<Parameters>;
  readonly terminal: Pick<Terminal, "ask" | "complain">;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

/** What a command has to say: lines for people, also when something of it was not done, or data for machines. */
export type Report =
  | readonly string[]
  | { readonly incomplete: readonly string[] }
  | { readonly json: unknown };

interface Described {
  readonly summary: string;
  /** What the command does and what it leaves alone. */
  readonly explanation: string;
}

export interface Command extends Described {
  /** The words without which the command does nothing, each as the usage writes it. */
  readonly words: Readonly<Record<string, string>>;
  readonly options: Options;
  perform(input: ParsedInput, surroundings: Surroundings): Promise<Report>;
}

/** A command whose function is checked against the words and options that it declares. */
export const defineCommand = <const Word extends string, const Known extends Options>(
  command: Described & {
    readonly words: Readonly<Record<Word, string>>;
    readonly options: Known;
    perform(input: Input<Word, Known>, surroundings: Surroundings): Promise<Report>;
  },
): Command => command;
