import { createInterface } from "node:readline";
import { CommandError } from "./errors";
import { printable } from "./output";

export interface Terminal {
  printResult(text: string): void;
  /** Progress, facts, questions and errors go to stderr, so that stdout holds nothing but the result. */
  printMessage(text: string): void;
  /** What the person at the terminal answers; `undefined` when nobody is there. */
  ask(question: string): Promise<string | undefined>;
}

export const processTerminal: Terminal = {
  printResult: (text) => {
    process.stdout.write(`${text}\n`);
  },
  printMessage: (text) => {
    process.stderr.write(`${text}\n`);
  },
  ask: (question) =>
    new Promise((resolve) => {
      if (!process.stdin.isTTY) {
        resolve(undefined);
        return;
      }
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      let answer: string | undefined;
      lines.question(question, (line) => {
        answer = line;
        lines.close();
      });
      lines.once("close", () => {
        if (answer === undefined) process.stderr.write("\n");
        resolve(answer ?? "");
      });
    }),
};

interface Confirmation {
  readonly facts: readonly string[];
  readonly question: string;
  readonly yes: boolean;
}

/** Returns only if the person at the terminal types yes, or the command line has `--yes`. */
export async function confirm(
  { ask, printMessage }: Pick<Terminal, "ask" | "printMessage">,
  { facts, question, yes }: Confirmation,
): Promise<void> {
  if (facts.length > 0) printMessage(facts.map(printable).join("\n"));
  if (yes) return;
  const answer = await ask(`${question} Type yes: `);
  if (answer === undefined)
    throw new CommandError("There is no terminal to ask for confirmation. Give --yes to go on without it.");
  if (answer.trim() !== "yes") throw new CommandError("Nothing was changed.");
}
